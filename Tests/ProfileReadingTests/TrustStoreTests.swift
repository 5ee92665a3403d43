import Foundation
import ProfileReading
import SystemPackage
import TestSupport
import Testing

/// The variable belongs to the whole process, so these run one after the other.
@Suite(.serialized) struct TrustStoreTests {
    private let scratch: ScratchDirectory

    init() throws {
        scratch = try ScratchDirectory()
        setenv("XDG_STATE_HOME", "\(scratch.path)/state", 1)
    }

    private func store(_ project: String = "/srv/one") throws -> TrustStore {
        try #require(TrustStore(project: FilePath(project)))
    }

    @Test func `what is remembered is there again, for this project alone`() throws {
        #expect(try store().lines.isEmpty)
        try store().replace(["include-file /a", "include-file /b"])
        #expect(try store().lines == ["include-file /a", "include-file /b"])
        #expect(try store("/srv/two").lines.isEmpty)
        try store().replace(["include-file /b"])
        #expect(try store().lines == ["include-file /b"])
    }

    @Test func `only the user can read and write it`() throws {
        try store().replace(["x"])
        let attributes = try FileManager.default.attributesOfItem(atPath: store().file.string)
        #expect(attributes[.posixPermissions] as? Int == 0o600)
        let directory = try FileManager.default.attributesOfItem(atPath: store().file.removingLastComponent().string)
        #expect(directory[.posixPermissions] as? Int == 0o700)
    }

    @Test func `a file that others could have written is not believed`() throws {
        try store().replace(["x"])
        #expect(chmod(try store().file.string, 0o666) == 0)
        #expect(try store().lines.isEmpty)
    }

    @Test func `a link in its place is not followed`() throws {
        try store().replace(["x"])
        let file = try store().file.string
        #expect(rename(file, file + ".real") == 0)
        #expect(symlink(file + ".real", file) == 0)
        #expect(try store().lines.isEmpty)
    }
}
