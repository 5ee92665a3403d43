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

    @Test func `what a process has spooled as numbers is read as the file that it will be`() throws {
        let record = SampleFile.spooled()
        // Records of a spool whose process lives have zeros behind them.
        try write(SampleFile.spooledNames + record + record.dropLast(), ".spool-1")
        try write(SampleFile.spooledNames + record + Array(repeating: 0, count: 5000), ".spool-2")
        try write(record, ".spool-3")
        let directory = RecordingDirectory(FilePath(scratch.path))
        #expect(try directory.names() == ["20261126T131649.268497503Z-4711-a1b2c3-12"])
        let exchange = try directory.exchange(directory.names()[0])
        #expect(exchange.description.started == 1_795_699_009_268_497_503)
        #expect(exchange.description.process == 4711)
        #expect(exchange.description.thread == 140_186_411_518_848)
        #expect(exchange.description.timings == .init(startResponse: 8402, firstByte: nil, end: 5_039_929))
        #expect(exchange.description.environ == ["REQUEST_METHOD": "GET", "REQUEST_URI": "/a=b", "QUERY_STRING": ""])
        #expect(exchange.description.status == "200 OK")
        #expect(exchange.description.responseHeaders == [HeaderField(name: "X", value: "ü")])
        #expect(!exchange.description.requestBody.complete)
        #expect(exchange.description.responseBody.complete)
        #expect(exchange.requestBody.content == .kept([1, 0, 255], isMasked: false))
        #expect(exchange.responseBody.content == .kept(Array("hello".utf8), isMasked: false))
    }

    @Test(arguments: 0..<30)
    func `no damage makes the reader of spools crash`(seed: UInt64) {
        var numbers = SeededNumbers(seed: seed)
        let file = SampleFile.bytes()
        var spool = Array("expressway-spooled b \(file.count)\n".utf8) + file
        spool += spool
        if seed.isMultiple(of: 2) { spool = SampleFile.spooledNames + SampleFile.spooled() + SampleFile.spooled() }
        for _ in 0..<50 {
            var damaged = spool
            for _ in 0..<4 {
                let place = Int.random(in: 0..<min(160, damaged.count), using: &numbers)
                damaged[place] = UInt8.random(in: 0...255, using: &numbers)
            }
            damaged.removeLast(Int.random(in: 0...damaged.count, using: &numbers))
            #expect(RecordingSpool.exchanges(damaged).count <= 2)
        }
    }
}
