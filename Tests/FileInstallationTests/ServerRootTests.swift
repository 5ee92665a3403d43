import Diagnostics
import Foundation
import HostFacts
import SystemPackage
import TestSupport
import Testing

@testable import FileInstallation

@Suite struct ServerRootTests {
    private let user = RunUser(
        name: "me", userID: geteuid(), groupName: "mine", groupID: getegid(), isSwitchedTo: false, reason: "you")

    private func mode(_ path: String) -> mode_t {
        var status = stat()
        stat(path, &status)
        return status.st_mode & 0o7777
    }

    @Test func `a private server root is ours alone, and gone when removed`() throws {
        let root = try ServerRoot.makePrivate(for: user)
        #expect(root.isPrivate && mode(root.path.string) == 0o700)
        try root.makeDirectory("htdocs")
        try root.write("text", to: "httpd.conf")
        #expect(mode(root.path.appending("httpd.conf").string) == 0o600)
        root.remove()
        #expect(access(root.path.string, F_OK) != 0)
    }

    @Test func `two private server roots never have the same name`() throws {
        let first = try ServerRoot.makePrivate(for: user)
        let second = try ServerRoot.makePrivate(for: user)
        defer {
            first.remove()
            second.remove()
        }
        #expect(first.path != second.path)
    }

    @Test func `the run user's group can read, others cannot`() throws {
        let switched = RunUser(
            name: "g", userID: 65534, groupName: "g", groupID: getegid(), isSwitchedTo: true, reason: "--user")
        let root = try ServerRoot.makePrivate(for: switched)
        defer { root.remove() }
        try root.write("text", to: "handler.wsgi")
        try root.write("text", to: "apachectl", isProgram: true)
        #expect(mode(root.path.string) == 0o750)
        #expect(mode(root.path.appending("handler.wsgi").string) == 0o640)
        #expect(mode(root.path.appending("apachectl").string) == 0o750)
    }

    @Test func `a link is refused, whatever it leads to`() throws {
        let scratch = try ScratchDirectory()
        mkdir("\(scratch.path)/real", 0o700)
        symlink("\(scratch.path)/real", "\(scratch.path)/link")
        let error = #expect(throws: Diagnostic.self) { try ServerRoot.use(FilePath("\(scratch.path)/link"), for: user) }
        #expect(error?.message.contains("is a link") == true)
    }

    @Test func `a directory that others can write to is refused`() throws {
        let scratch = try ScratchDirectory()
        chmod(scratch.path, 0o777)
        let error = #expect(throws: Diagnostic.self) { try ServerRoot.use(FilePath(scratch.path), for: user) }
        #expect(error?.id == "unsafe-server-root")
        chmod(scratch.path, 0o700)
    }

    @Test(.enabled(if: geteuid() == 0)) func `somebody else's directory is refused`() throws {
        let scratch = try ScratchDirectory()
        chown(scratch.path, 65534, 65534)
        let error = #expect(throws: Diagnostic.self) { try ServerRoot.use(FilePath(scratch.path), for: user) }
        #expect(error?.message.contains("belongs to somebody else (user 65534)") == true)
    }

    @Test func `a file in its place is refused`() throws {
        let scratch = try ScratchDirectory()
        let file = try scratch.write("", to: "file")
        #expect(throws: Diagnostic.self) { try ServerRoot.use(FilePath(file), for: user) }
    }

    @Test func `a server root that another engine uses is refused`() throws {
        let scratch = try ScratchDirectory()
        let path = FilePath("\(scratch.path)/root")
        let first = try ServerRoot.use(path, for: user)
        let error = #expect(throws: Diagnostic.self) { try ServerRoot.use(path, for: user) }
        #expect(error?.id == "server-root-in-use")
        first.remove()
        _ = try ServerRoot.use(path, for: user)
    }

    @Test func `a link that was put in a file's place is replaced, not followed`() throws {
        let scratch = try ScratchDirectory()
        let victim = try scratch.write("precious", to: "victim")
        let root = try ServerRoot.use(FilePath("\(scratch.path)/root"), for: user)
        symlink(victim, root.path.appending("httpd.conf").string)
        try root.write("ours", to: "httpd.conf")
        #expect(try String(contentsOfFile: victim, encoding: .utf8) == "precious")
        #expect(try String(contentsOfFile: root.path.appending("httpd.conf").string, encoding: .utf8) == "ours")
    }

    @Test func `removal follows no link`() throws {
        let scratch = try ScratchDirectory()
        let victim = try scratch.write("precious", to: "victim")
        let root = try ServerRoot.makePrivate(for: user)
        symlink(scratch.path, root.path.appending("link").string)
        root.remove()
        #expect(access(victim, F_OK) == 0 && access(root.path.string, F_OK) != 0)
    }

    @Test func `removal can leave the logs`() throws {
        let root = try ServerRoot.makePrivate(for: user)
        try root.write("log", to: "error_log")
        try root.write("text", to: "httpd.conf")
        root.remove(keeping: ["error_log"])
        #expect(access(root.path.appending("error_log").string, F_OK) == 0)
        #expect(access(root.path.appending("httpd.conf").string, F_OK) != 0)
        root.remove()
    }

    @Test func `what a killed engine left behind is cleared away, what a living one uses is not`() throws {
        let living = try ServerRoot.makePrivate(for: user)
        defer { living.remove() }
        let base = living.path.removingLastComponent()
        let stale = base.appending("expressway-stale-\(getpid())")
        mkdir(stale.string, 0o700)
        close(open(stale.appending("engine.lock").string, O_CREAT | O_RDWR, 0o600))
        StaleServerRoots.remove(in: base)
        #expect(access(stale.string, F_OK) != 0)
        #expect(access(living.path.string, F_OK) == 0)
    }

    @Test func `a directory that is to stay is not cleared away by the next engine`() throws {
        let kept = try ServerRoot.makePrivate(for: user)
        defer { kept.remove() }
        kept.release()
        let beside = kept.path.removingLastComponent().appending("expressway-mine-\(getpid())")
        let named = try ServerRoot.use(beside, for: user)
        defer { named.remove() }
        named.release()
        StaleServerRoots.remove(in: kept.path.removingLastComponent())
        #expect(access(kept.path.string, F_OK) == 0)
        #expect(access(named.path.string, F_OK) == 0)
    }

    /// Engines that start together clear away beside each other.
    @Test func `a directory that is being made is never taken for a leftover`() async throws {
        try await withThrowingTaskGroup { group in
            for _ in 0..<4 {
                group.addTask {
                    for _ in 0..<100 {
                        let root = try ServerRoot.makePrivate(for: user)
                        try root.write("here", to: "file")
                        root.remove()
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    @Test func `the runtime is copied from the package, and nothing else`() throws {
        let scratch = try ScratchDirectory()
        mkdir("\(scratch.path)/runtime", 0o700)
        try scratch.write("code", to: "runtime/__init__.py")
        try scratch.write("junk", to: "runtime/notes.txt")
        mkdir("\(scratch.path)/runtime/__pycache__", 0o700)
        try scratch.write("bytecode", to: "runtime/__pycache__/__init__.cpython-311.pyc")
        let root = try ServerRoot.makePrivate(for: user)
        defer { root.remove() }
        try RuntimeInstallation.install(from: FilePath(scratch.path), into: root)
        let files = try FileManager.default.subpathsOfDirectory(atPath: root.path.appending("runtime").string)
        #expect(files.sorted() == ["__init__.py", "__pycache__", "__pycache__/__init__.cpython-311.pyc"])
        let times = try [scratch.path, root.path.string].map {
            try FileManager.default.attributesOfItem(atPath: "\($0)/runtime/__init__.py")[.modificationDate] as? Date
        }
        #expect(times[0] == times[1])
        #expect(throws: Diagnostic.self) { try RuntimeInstallation.install(from: "/nowhere", into: root) }
    }
}
