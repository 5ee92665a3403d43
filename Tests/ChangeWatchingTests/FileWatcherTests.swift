import ChangeWatching
import Foundation
import SystemPackage
import TestSupport
import Testing

@Suite struct FileWatcherTests {
    private let scratch: ScratchDirectory
    private let watcher: FileWatcher

    init() throws {
        scratch = try ScratchDirectory()
        watcher = FileWatcher([FilePath("\(scratch.path)/a.yaml"), FilePath("\(scratch.path)/b.yaml")])
    }

    private var changes: [Change] {
        watcher.readChanges()
    }

    private func path(_ name: String) -> FilePath {
        FilePath("\(scratch.path)/\(name)")
    }

    @Test func `a file that is made, written and removed is seen`() throws {
        try scratch.write("1", to: "a.yaml")
        #expect(changes.contains(Change(path: path("a.yaml"), kind: .modified)))
        try FileManager.default.removeItem(atPath: "\(scratch.path)/a.yaml")
        #expect(changes == [Change(path: path("a.yaml"), kind: .deleted)])
    }

    @Test func `a save by rename is seen`() throws {
        try scratch.write("1", to: "other")
        #expect(changes.isEmpty)
        #expect(rename("\(scratch.path)/other", "\(scratch.path)/b.yaml") == 0)
        #expect(changes == [Change(path: path("b.yaml"), kind: .created)])
    }

    @Test func `files of the same directory that nobody asked for are not seen`() throws {
        try scratch.write("1", to: "c.yaml")
        #expect(changes.isEmpty)
    }

    @Test func `a file that is added later is seen from then on`() throws {
        try scratch.write("1", to: "c.yaml")
        watcher.watch([path("c.yaml")])
        _ = changes
        try scratch.write("2", to: "c.yaml")
        #expect(changes.contains(Change(path: path("c.yaml"), kind: .modified)))
    }

    @Test func `a file whose directory was taken away and made anew is seen from then on`() throws {
        func make(_ text: String) throws {
            try FileManager.default.createDirectory(atPath: "\(scratch.path)/sub", withIntermediateDirectories: true)
            try scratch.write(text, to: "sub/a.yaml")
        }
        try make("1")
        watcher.watch([path("sub/a.yaml")])
        for removes in [true, false] {
            if removes {
                try FileManager.default.removeItem(atPath: "\(scratch.path)/sub")
            } else {
                #expect(rename("\(scratch.path)/sub", "\(scratch.path)/away") == 0)
            }
            _ = changes
            try make("2")
            let look = try #require(watcher.nextLook)
            #expect(watcher.readChanges(at: look) == [Change(path: path("sub/a.yaml"), kind: .created)])
            #expect(watcher.nextLook == nil)
            try scratch.write("3", to: "sub/a.yaml")
            #expect(changes.contains(Change(path: path("sub/a.yaml"), kind: .modified)))
        }
    }

    @Test func `a directory that is somebody's working directory may be removed and made anew as well`() throws {
        func make(_ text: String) throws {
            try FileManager.default.createDirectory(atPath: "\(scratch.path)/sub", withIntermediateDirectories: true)
            try scratch.write(text, to: "sub/a.yaml")
        }
        try make("1")
        watcher.watch([path("sub/a.yaml")])
        let held = open("\(scratch.path)/sub", O_RDONLY)
        defer { close(held) }
        try FileManager.default.removeItem(atPath: "\(scratch.path)/sub")
        _ = changes
        try make("2")
        let look = try #require(watcher.nextLook)
        #expect(watcher.readChanges(at: look) == [Change(path: path("sub/a.yaml"), kind: .created)])
        try make("3")
        #expect(changes.contains(Change(path: path("sub/a.yaml"), kind: .modified)))
    }

    @Test func `where nothing is told, the files are looked at from time to time`() throws {
        let polling = FileWatcher([path("a.yaml")], polls: true)
        #expect(polling.descriptor == nil)
        try scratch.write("1", to: "a.yaml")
        #expect(polling.readChanges(at: .now).isEmpty)
        #expect(
            polling.readChanges(at: try #require(polling.nextLook)) == [Change(path: path("a.yaml"), kind: .created)])
        try FileManager.default.removeItem(atPath: "\(scratch.path)/a.yaml")
        #expect(
            polling.readChanges(at: try #require(polling.nextLook)) == [Change(path: path("a.yaml"), kind: .deleted)])
    }
}
