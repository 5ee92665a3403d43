import Diagnostics
import Foundation
import ProjectFiles
import SystemPackage
import TestSupport
import Testing

private func tree(_ path: String) throws -> [String: String] {
    var result: [String: String] = [:]
    for name in try FileManager.default.subpathsOfDirectory(atPath: path) {
        result[name] = (try? String(contentsOfFile: "\(path)/\(name)", encoding: .utf8)) ?? "directory"
    }
    return result
}

private func mode(_ path: String) throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
}

@Suite struct ProjectTransactions {
    let scratch: ScratchDirectory
    let place: FilePath

    init() throws {
        scratch = try ScratchDirectory()
        place = FilePath(scratch.path)
    }

    @Test func `files are made, replaced and removed in one go, and nothing else is left`() throws {
        try scratch.write("old", to: "a")
        try scratch.write("gone", to: "b")
        try ProjectTransaction.apply(
            [
                FileChange(path: "a", bytes: Array("new".utf8)), FileChange(path: "b", bytes: nil),
                FileChange(path: "c/d", bytes: Array("made".utf8), mode: 0o600),
            ], in: place)
        #expect(try tree(scratch.path) == ["a": "new", "c": "directory", "c/d": "made"])
        #expect(try mode("\(scratch.path)/c/d") == 0o600)
    }

    @Test func `a file that is replaced keeps its mode`() throws {
        try scratch.write("old", to: "a")
        try FileManager.default.setAttributes([.posixPermissions: 0o741], ofItemAtPath: "\(scratch.path)/a")
        try ProjectTransaction.apply([FileChange(path: "a", bytes: [110])], in: place)
        #expect(try mode("\(scratch.path)/a") == 0o741)
    }

    @Test func `a link within the project stays one, and what it leads to is replaced`() throws {
        try scratch.write("old", to: "real")
        try FileManager.default.createSymbolicLink(atPath: "\(scratch.path)/a", withDestinationPath: "real")
        try ProjectTransaction.apply([FileChange(path: "a", bytes: Array("new".utf8))], in: place)
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: "\(scratch.path)/a") == "real")
        #expect(try tree(scratch.path) == ["a": "new", "real": "new"])
    }

    @Test func `where one file cannot be put, all the others go back`() throws {
        try scratch.write("old", to: "a")
        try scratch.write("gone", to: "b")
        try scratch.write("a file", to: "z")
        let before = try tree(scratch.path)
        #expect(throws: Diagnostic.self) {
            try ProjectTransaction.apply(
                [
                    FileChange(path: "a", bytes: [110]), FileChange(path: "b", bytes: nil),
                    FileChange(path: "new/deep/f", bytes: [110]), FileChange(path: "z/below", bytes: [110]),
                ], in: place)
        }
        #expect(try tree(scratch.path) == before)
    }

    @Test func `a project that could not be made leaves no directory`() throws {
        #expect(throws: Diagnostic.self) {
            try ProjectTransaction.apply(
                [FileChange(path: "a", bytes: [110]), FileChange(path: "a/b", bytes: [110])], in: place.appending("x/y")
            )
        }
        #expect(try tree(scratch.path).isEmpty)
    }
}

@Suite struct Adoptions {
    @Test func `what was adopted goes back byte by byte, unless somebody has changed it since`() throws {
        let scratch = try ScratchDirectory()
        let place = FilePath(scratch.path)
        try scratch.write("old", to: "a")
        let before = try tree(scratch.path)
        let record = AdoptionRecord(project: place)
        let changes = [FileChange(path: "a", bytes: Array("new".utf8)), FileChange(path: "b/c", bytes: [120])]
        try ProjectTransaction.apply(record.remembering(changes), in: place)
        try scratch.write("mine", to: "a")
        #expect(throws: Findings.self) { try record.undoing() }
        try scratch.write("new", to: "a")
        try ProjectTransaction.apply(try record.undoing(), in: place)
        record.remove()
        #expect(try tree(scratch.path).filter { $0.value != "directory" } == before)
        #expect(!record.isThere)
    }
}
