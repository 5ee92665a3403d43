import Diagnostics
import Foundation
import ProfileReading
import SystemPackage
import TestSupport
import Testing

@Suite struct ProfileFileWriterTests {
    private let scratch: ScratchDirectory

    init() throws {
        scratch = try ScratchDirectory()
    }

    private func path(_ name: String) -> FilePath {
        FilePath("\(scratch.path)/\(name)")
    }

    private func mode(_ name: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path(name).string)[.posixPermissions] as? Int
    }

    @Test func `the mode of a file stays`() throws {
        try scratch.write("old", to: "a")
        #expect(chmod(path("a").string, 0o640) == 0)
        try ProfileFileWriter.write(Array("new".utf8), to: path("a"))
        #expect(try mode("a") == 0o640)
        #expect(try String(contentsOfFile: path("a").string, encoding: .utf8) == "new")
    }

    @Test func `a link stays a link`() throws {
        try scratch.write("old", to: "real")
        #expect(symlink("real", path("link").string) == 0)
        try ProfileFileWriter.write(Array("new".utf8), to: path("link"))
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: path("link").string) == "real")
        #expect(try String(contentsOfFile: path("real").string, encoding: .utf8) == "new")
    }

    @Test func `what cannot be written is named, and nothing is left beside it`() throws {
        #expect(throws: Diagnostic.self) { try ProfileFileWriter.write([], to: path("gone/a")) }
        try FileManager.default.createDirectory(atPath: path("full").string, withIntermediateDirectories: true)
        try scratch.write("", to: "full/x")
        #expect(throws: Diagnostic.self) { try ProfileFileWriter.write([], to: path("full")) }
        #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path) == ["full"])
    }
}
