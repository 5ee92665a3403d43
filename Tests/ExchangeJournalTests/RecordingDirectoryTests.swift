import Foundation
import SystemPackage
import TestSupport
import Testing

@testable import ExchangeJournal

@Suite struct RecordingDirectoryTests {
    private let scratch: ScratchDirectory
    private let directory: RecordingDirectory

    init() throws {
        scratch = try ScratchDirectory()
        directory = RecordingDirectory(FilePath(scratch.path))
    }

    private func write(_ bytes: [UInt8], _ name: String) throws {
        try Data(bytes).write(to: URL(fileURLWithPath: "\(scratch.path)/\(name)"))
    }

    @Test func `only whole exchanges are named, the oldest first`() throws {
        for name in ["b.exchange", "a.exchange", ".c.exchange", "d.txt"] { try write(SampleFile.bytes(), name) }
        #expect(try directory.names() == ["a", "b"])
    }

    @Test func `a directory that is not there is an error`() {
        #expect(throws: Errno.noSuchFileOrDirectory) { try RecordingDirectory("/nonexistent/place").names() }
    }

    @Test func `a description is read without the bodies`() throws {
        let long = SampleFile.environ + ["REQUEST_URI=/" + String(repeating: "long", count: 5000)]
        try write(SampleFile.bytes(environ: long, response: Array(repeating: 0, count: 1 << 20)), "a.exchange")
        #expect(try directory.description(of: "a") == directory.exchange("a").description)
        #expect(try directory.description(of: "a").target.count > 20000)
    }

    @Test func `a file that was cut or that goes on is told also when only its description is asked for`() throws {
        try write(SampleFile.bytes().dropLast(), "cut.exchange")
        try write(SampleFile.bytes() + [1], "long.exchange")
        try write([], "empty.exchange")
        for (name, error) in [("cut", UnreadableRecording.truncated), ("long", .tooLong), ("empty", .foreign)] {
            #expect(throws: error) { try directory.description(of: name) }
            #expect(throws: error) { try directory.exchange(name) }
        }
    }

    @Test func `a pipe, a directory and a name that is gone are told and not waited for`() throws {
        mkfifo("\(scratch.path)/pipe.exchange", 0o600)
        try FileManager.default.createDirectory(
            atPath: "\(scratch.path)/d.exchange", withIntermediateDirectories: false)
        for name in ["pipe", "d", "gone"] {
            #expect(throws: UnreadableRecording.self) { try directory.exchange(name) }
        }
    }

    @Test func `what a process has spooled is read as if it were files already`() throws {
        let file = SampleFile.bytes()
        let record = Array("expressway-spooled b \(file.count)\n".utf8) + file
        try write(SampleFile.bytes(), "a.exchange")
        try write(record + Array("expressway-spooled a \(file.count)\n".utf8) + file + record.dropLast(), ".spool-1")
        try write(Array("anything\nelse".utf8), ".spool-2")
        let directory = RecordingDirectory(FilePath(scratch.path))
        #expect(try directory.names() == ["a", "b"])
        #expect(try directory.exchange("b") == directory.exchange("a"))
        #expect(try directory.description(of: "b") == directory.description(of: "a"))
    }

    @Test(arguments: 0..<30)
    func `no damage makes the reader of spools crash`(seed: UInt64) {
        var numbers = SeededNumbers(seed: seed)
        let file = SampleFile.bytes()
        var spool = Array("expressway-spooled b \(file.count)\n".utf8) + file
        spool += spool
        for _ in 0..<50 {
            var damaged = spool
            for _ in 0..<4 {
                let place = Int.random(in: 0..<min(40, damaged.count), using: &numbers)
                damaged[place] = UInt8.random(in: 0...255, using: &numbers)
            }
            damaged.removeLast(Int.random(in: 0...damaged.count, using: &numbers))
            #expect(RecordingSpool.exchanges(damaged).count <= 2)
        }
    }
}
