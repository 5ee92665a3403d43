import Foundation
import SystemPackage
import Testing

@testable import ChangeWatching

/// A scratch tree and its watcher.
private final class Tree {
    let path: String
    var watcher: ChangeWatcher!

    init(_ files: [String] = []) throws {
        path = NSTemporaryDirectory() + "watch-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        for file in files { try write(file) }
        let rules = WatchRules(roots: [FilePath(path)])
        watcher = try ChangeWatcher(roots: rules.roots, filter: PathFilter(rules))
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func write(_ file: String, _ text: String = "x") throws {
        let full = path + "/" + file
        try FileManager.default.createDirectory(
            atPath: (full as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
        // Not `atomically`, which renames.
        let descriptor = open(full, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
        Glibc.write(descriptor, text, text.utf8.count)
        close(descriptor)
    }

    func move(_ one: String, _ other: String) { rename(path + "/" + one, path + "/" + other) }

    /// Inotify delivers before the system call that caused it returns.
    func changes(at instant: ContinuousClock.Instant = .now) -> [String] {
        watcher.readChanges(at: instant).map { "\($0.kind) \($0.path.string.dropFirst(path.count))" }
    }
}

@Suite struct ChangeWatcherTests {
    @Test func `a write is a modification`() throws {
        let tree = try Tree(["a.py"])
        #expect(tree.changes().isEmpty)
        try tree.write("a.py", "y")
        #expect(tree.changes() == ["modified /a.py"])
    }

    @Test func `a save that writes beside and renames is seen`() throws {
        let tree = try Tree(["a.py"])
        try tree.write("a.py.tmp123")
        tree.move("a.py.tmp123", "a.py")
        #expect(tree.changes() == ["created /a.py"])
    }

    @Test func `a save as Vim makes it is seen, its test file is not`() throws {
        let tree = try Tree(["a.py"])
        try tree.write("4913")
        unlink(tree.path + "/4913")
        tree.move("a.py", "a.py~")
        try tree.write("a.py", "y")
        unlink(tree.path + "/a.py~")
        #expect(tree.changes() == ["deleted /a.py", "modified /a.py"])
    }

    @Test func `a deletion and a move are seen`() throws {
        let tree = try Tree(["a.py", "b.py"])
        unlink(tree.path + "/a.py")
        tree.move("b.py", "c.py")
        #expect(tree.changes() == ["deleted /a.py", "deleted /b.py", "created /c.py"])
    }

    @Test func `files that no process reads twice are not reported`() throws {
        let tree = try Tree()
        for file in ["a.html", "a.css", "db.sqlite3", "x.log", ".a.py.swp", "#a.py#", ".#a.py", "a.py~", "README"] {
            try tree.write(file)
        }
        for file in [".env", ".env.local", "a.PY", "locale/django.mo", "pyproject.toml"] { try tree.write(file) }
        #expect(
            tree.changes() == [
                "modified /.env", "modified /.env.local", "modified /a.PY", "created /locale/django.mo",
                "modified /pyproject.toml",
            ])
    }

    @Test func `new directories are watched, and files in them reported`() throws {
        let tree = try Tree()
        try tree.write("new/inner/a.py")
        #expect(tree.changes().contains("created /new/inner/a.py"))
        try tree.write("new/inner/a.py", "y")
        #expect(tree.changes() == ["modified /new/inner/a.py"])
    }

    @Test func `a directory that is moved is watched under its new name`() throws {
        let tree = try Tree(["old/a.py"])
        tree.move("old", "new")
        #expect(tree.changes() == ["deleted /old", "created /new/a.py"])
        try tree.write("new/a.py", "y")
        #expect(tree.changes() == ["modified /new/a.py"])
    }

    @Test func `a directory that is deleted and made again is watched`() throws {
        let tree = try Tree(["pkg/a.py"])
        for _ in 0..<3 {
            try FileManager.default.removeItem(atPath: tree.path + "/pkg")
            try tree.write("pkg/a.py")
            #expect(tree.changes().contains { $0.hasSuffix("/pkg/a.py") })
        }
        try tree.write("pkg/a.py", "y")
        #expect(tree.changes() == ["modified /pkg/a.py"])
    }

    @Test func `version control, caches and environments are not watched`() throws {
        let tree = try Tree([
            ".git/a.py", "node_modules/a.py", "__pycache__/a.py", ".venv/a.py", "env/pyvenv.cfg", "env/lib/a.py",
            "src/a.py",
        ])
        #expect(tree.watcher.watchedDirectoryCount == 2)
        for file in [".git/a.py", "env/lib/a.py", "env/a.py"] { try tree.write(file, "y") }
        #expect(tree.changes().isEmpty)
    }

    @Test func `an environment that is made while one watches is left out`() throws {
        let tree = try Tree()
        try tree.write("env/lib/x.txt")
        try tree.write("env/pyvenv.cfg")
        _ = tree.changes()
        try tree.write("env/lib/site.py")
        #expect(tree.changes().isEmpty)
        #expect(tree.watcher.watchedDirectoryCount == 1)
    }

    @Test func `links to directories are not followed, so loops do no harm`() throws {
        let tree = try Tree(["src/a.py"])
        symlink(tree.path, tree.path + "/src/loop")
        #expect(tree.changes().isEmpty)
        #expect(tree.watcher.watchedDirectoryCount == 2)
    }

    @Test func `a link to a file that appears is seen`() throws {
        let tree = try Tree()
        symlink("/etc/hostname", tree.path + "/settings.py")
        #expect(tree.changes() == ["created /settings.py"])
    }

    @Test func `a root that vanishes and comes back is seen`() throws {
        let tree = try Tree(["a.py"])
        try FileManager.default.removeItem(atPath: tree.path)
        #expect(tree.changes().last == "rootVanished ")
        #expect(tree.changes(at: try #require(tree.watcher.nextLook)).isEmpty)
        try tree.write("a.py")
        #expect(tree.changes(at: try #require(tree.watcher.nextLook)) == ["rootAppeared "])
        #expect(tree.watcher.nextLook == nil)
        try tree.write("a.py", "y")
        #expect(tree.changes() == ["modified /a.py"])
    }

    @Test func `a root that is somebody's working directory may vanish and come back as well`() throws {
        let tree = try Tree(["a.py"])
        let held = open(tree.path, O_RDONLY)
        defer { close(held) }
        try FileManager.default.removeItem(atPath: tree.path)
        #expect(tree.changes() == ["deleted /a.py"])
        try tree.write("b.py")
        #expect(tree.changes(at: try #require(tree.watcher.nextLook)) == ["rootVanished ", "rootAppeared "])
        try tree.write("b.py", "y")
        #expect(tree.changes() == ["modified /b.py"])
    }

    @Test func `a root that is a link is followed`() throws {
        let tree = try Tree(["a.py"])
        let link = tree.path + "-link"
        symlink(tree.path, link)
        defer { unlink(link) }
        let rules = WatchRules(roots: [FilePath(link)])
        let watcher = try ChangeWatcher(roots: rules.roots, filter: PathFilter(rules))
        try tree.write("a.py", "y")
        #expect(watcher.readChanges(at: .now) == [Change(path: FilePath(link + "/a.py"), kind: .modified)])
    }

    @Test func `an overflow of the kernel's queue is one change, and new directories are found`() throws {
        let limit = try #require(
            Int(
                String(contentsOfFile: "/proc/sys/fs/inotify/max_queued_events", encoding: .utf8).trimmingCharacters(
                    in: .newlines)))
        let tree = try Tree()
        for number in 0...(limit / 2 + 10) {
            let path = tree.path + "/f\(number % 2)"
            close(open(path, O_WRONLY | O_CREAT, 0o644))
            unlink(path)
        }
        try tree.write("late/a.py")
        var changes: [String] = []
        for _ in 0..<20 { changes += tree.changes() }
        #expect(changes.contains("manyFiles "))
        try tree.write("late/a.py", "y")
        #expect(tree.changes() == ["modified /late/a.py"])
    }
}
