import Foundation
import ProfileReading
import SystemPackage
import TestSupport
import Testing

@Suite struct ProfileFilesTests {
    private let scratch: ScratchDirectory
    private let top: FilePath

    init() throws {
        scratch = try ScratchDirectory()
        top = FilePath(scratch.path)
        try FileManager.default.createDirectory(
            atPath: top.appending("one/two").string, withIntermediateDirectories: true)
    }

    @Test func `the nearest directory with a profile file counts, up to the repository's root`() throws {
        try FileManager.default.createDirectory(atPath: top.appending(".git").string, withIntermediateDirectories: true)
        try scratch.write("", to: "expressway.yaml")
        #expect(ProfileFiles.find(from: top.appending("one/two")).directory == top)
        try scratch.write("", to: "one/expressway.local.yaml")
        let nearest = ProfileFiles.find(from: top.appending("one/two"))
        #expect(nearest.directory == top.appending("one"))
        #expect(nearest.hasLocal && !nearest.hasShared && nearest.exist)
    }

    @Test func `a file above the repository's root is somebody else's`() throws {
        try scratch.write("", to: "expressway.yaml")
        try FileManager.default.createDirectory(
            atPath: top.appending("one/.git").string, withIntermediateDirectories: true)
        #expect(!ProfileFiles.find(from: top.appending("one/two")).exist)
    }

    @Test func `outside of a repository only the project's own directory counts`() throws {
        try scratch.write("", to: "one/expressway.yaml")
        #expect(!ProfileFiles.find(from: top.appending("one/two")).exist)
        #expect(ProfileFiles.find(from: top.appending("one")).exist)
    }
}
