import CProcess
import Foundation
import PathPatterns
import SystemPackage
import TestSupport
import Testing

@testable import ChangeWatching

/// The same promises however the changes are found.
@Suite struct ProjectWatcherTests {
    private let scratch: ScratchDirectory
    private let clock = Clock()

    /// Whoever looks from time to time is due at each question.
    private final class Clock {
        var now = ContinuousClock.now
    }

    init() throws { scratch = try ScratchDirectory() }

    private func write(_ files: String..., text: String = "x") throws {
        for file in files {
            let parent = (("\(scratch.path)/\(file)") as NSString).deletingLastPathComponent
            try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
            try scratch.write(text, to: file)
        }
    }

    private func rules(
        root: String = "", added: [String] = [], excluded: [String] = [], polls: Bool = false
    ) -> WatchRules {
        func pattern(_ text: String) -> PathPattern { PathPattern("\(scratch.path)/\(text)") }
        return WatchRules(
            roots: [FilePath("\(scratch.path)/\(root)")], added: added.map(pattern), excluded: excluded.map(pattern),
            polls: polls)
    }

    /// The names of what changed, sorted.
    private func changes(_ watcher: ProjectWatcher) -> [String] {
        clock.now = clock.now.advanced(by: .seconds(60))
        let found = watcher.readChanges(at: clock.now)
        return Set(found.map { String($0.path.string.dropFirst(scratch.path.count + 1)) }).sorted()
    }

    @Test(arguments: [false, true])
    func `what Git ignores is left out, but for what belongs to this machine`(polls: Bool) throws {
        try write(".git/HEAD", "kept/a.py", "data/a.json", "sub/a.py", "sub/deep/x.py")
        try write(".gitignore", text: "*.json\n/data/\n.env\n*.mo\n!kept.json\n")
        try write("sub/.gitignore", text: "deep\n")
        let watcher = ProjectWatcher(rules(polls: polls))
        for name in ["a.json", "kept.json", "data/b.py", "sub/deep/y.py", ".env", "django.mo", "kept/b.py"] {
            try write(name)
        }
        #expect(changes(watcher) == [".env", "django.mo", "kept.json", "kept/b.py"])
    }

    @Test func `Git is at work as long as it locks the index of this working tree`() throws {
        try write(".git/HEAD", ".git/worktrees/second/HEAD", "project/a.py")
        try write("second/.git", text: "gitdir: ../.git/worktrees/second\n")
        let (first, second) = (ProjectWatcher(rules(root: "project")), ProjectWatcher(rules(root: "second")))
        #expect(!first.isBeingCheckedOut && !second.isBeingCheckedOut)
        try write(".git/worktrees/second/index.lock")
        #expect(!first.isBeingCheckedOut && second.isBeingCheckedOut)
        try write(".git/index.lock")
        #expect(first.isBeingCheckedOut)
    }

    @Test(arguments: [false, true])
    func `a module that Git ignores counts unless it is known not to be imported`(polls: Bool) throws {
        try write(".git/HEAD", "local_settings.py", "scratch.py", "generated/models.py", "generated/other.py")
        try write(".gitignore", text: "local_settings.py\nscratch.py\ngenerated/\n")
        let watcher = ProjectWatcher(rules(polls: polls))
        try write("local_settings.py", "scratch.py", "generated/models.py", text: "2")
        #expect(changes(watcher) == ["local_settings.py", "scratch.py"])
        watcher.follow(try loaded(["local_settings.py", "generated/models.py"]))
        try write("local_settings.py", "scratch.py", "generated/models.py", "generated/other.py", text: "3 ")
        #expect(changes(watcher) == ["generated/models.py", "local_settings.py"])
        watcher.forgetLoaded()
        try write("scratch.py", text: "4  ")
        #expect(changes(watcher) == ["scratch.py"])
    }

    @Test(arguments: [false, true])
    func `an edit of the rules of Git holds at once`(polls: Bool) throws {
        try write(".git/HEAD", "a/x.py", "b/x.py")
        try write(".gitignore", text: "/a/\n")
        let watcher = ProjectWatcher(rules(polls: polls))
        try write(".gitignore", text: "/b/ \n")
        _ = changes(watcher)
        try write("a/x.py", "b/x.py", text: "2 ")
        #expect(changes(watcher) == ["a/x.py"])
    }

    @Test(arguments: [false, true])
    func `what was asked for is watched wherever it is, and what was refused is not`(polls: Bool) throws {
        try write(".git/HEAD", "app/node_modules/kit/a.js", "app/build/x/a.html", "app/reports/a.py", "shared/a.txt")
        try write("app/.gitignore", text: "build/\n")
        let watcher = ProjectWatcher(
            rules(
                root: "app", added: ["app/node_modules/kit", "app/build/**/*.html", "shared/*.txt"],
                excluded: ["app/reports", "shared/private*"], polls: polls))
        try write(
            "app/node_modules/kit/a.js", "app/node_modules/kit/b.css", "app/node_modules/other/a.js",
            "app/build/x/a.html",
            "app/build/x/a.py", "app/build/new/b.html", "app/reports/a.py", "shared/a.txt", "shared/private.txt",
            "shared/a.py", "app/views.py", text: "2 ")
        #expect(
            changes(watcher) == [
                "app/build/new/b.html", "app/build/x/a.html", "app/node_modules/kit/a.js", "app/node_modules/kit/b.css",
                "app/views.py", "shared/a.txt",
            ])
    }

    @Test(arguments: [false, true])
    func `a directory of templates that is made later, or anew, is watched`(polls: Bool) throws {
        try write("app/a.py")
        let watcher = ProjectWatcher(rules(root: "app", polls: polls))
        watcher.follow(try loaded([], templates: ["templates"]))
        try write("templates/a.html")
        #expect(!changes(watcher).isEmpty)
        try FileManager.default.removeItem(atPath: "\(scratch.path)/templates")
        #expect(!changes(watcher).isEmpty)
        try write("templates/a.html")
        #expect(!changes(watcher).isEmpty)
        try write("templates/a.html", text: "2 ")
        #expect(changes(watcher) == ["templates/a.html"])
    }

    @Test func `what was loaded is followed by other rules as well`() throws {
        try write("app/a.py", "elsewhere/b.py")
        let earlier = ProjectWatcher(rules(root: "app"))
        earlier.follow(try loaded(["elsewhere/b.py"], templates: ["templates"]))
        let watcher = ProjectWatcher(rules(root: "app", added: ["app/*.txt"]), inPlaceOf: earlier)
        try write("elsewhere/b.py", "app/c.txt", text: "2 ")
        #expect(changes(watcher) == ["app/c.txt", "elsewhere/b.py"])
    }

    @Test func `a directory on a file system that others write to is polled, and that is said once`() throws {
        try write("a.py", "sub/a.py")
        let here = scratch.path.withCString { expressway_file_system($0) }
        let watcher = ProjectWatcher(rules(), remote: RemoteFileSystems([here: "this one"]))
        #expect(watcher.problems == [.remote(FilePath(scratch.path), fileSystem: "this one")])
        #expect(watcher.nextLook != nil)
        try write("sub/a.py", text: "2 ")
        #expect(changes(watcher) == ["sub/a.py"])
        #expect(watcher.problems.count == 1)
    }

    @Test func `a package outside of the project is watched as a whole, also when it comes back`() throws {
        try write("app/a.py", "elsewhere/package/__init__.py")
        let watcher = ProjectWatcher(rules(root: "app"))
        watcher.follow(try loaded(["elsewhere/package/__init__.py"], packages: ["elsewhere/package"]), isAll: false)
        try write("elsewhere/package/new.py", "elsewhere/package/sub/b.py", "elsewhere/package/notes.txt")
        #expect(changes(watcher) == ["elsewhere/package/new.py", "elsewhere/package/sub/b.py"])
        try FileManager.default.removeItem(atPath: "\(scratch.path)/elsewhere/package")
        _ = changes(watcher)
        try write("elsewhere/package/__init__.py")
        _ = changes(watcher)
        try write("elsewhere/package/__init__.py", text: "2 ")
        #expect(changes(watcher).contains("elsewhere/package/__init__.py"))
    }

    @Test func `what is ignored stays so though the application has loaded it`() throws {
        try write("app/a.py", "elsewhere/b.py", "elsewhere/package/__init__.py", "templates/a.html")
        let watcher = ProjectWatcher(rules(root: "app", excluded: ["elsewhere", "templates/*.html"]))
        watcher.follow(
            try loaded(
                ["elsewhere/b.py", "elsewhere/package/__init__.py"], packages: ["elsewhere/package"],
                templates: ["templates"]))
        try write("elsewhere/b.py", "elsewhere/package/__init__.py", "templates/a.html", text: "2 ")
        #expect(changes(watcher).isEmpty)
    }

    private func loaded(
        _ sources: [String], packages: [String] = [], templates: [String] = []
    ) throws -> LoadedApplication {
        let document: [String: [String]] = [
            "sources": sources.map { "\(scratch.path)/\($0)" },
            "packages": packages.map { "\(scratch.path)/\($0)" },
            "cached_templates": templates.map { "\(scratch.path)/\($0)" }, "locales": [],
        ]
        return try #require(LoadedApplication(document: JSONEncoder().encode(document)))
    }
}
