import TestSupport
import Testing

@testable import ExchangeJournal

@Suite struct RecordingLayoutTests {
    @Test func `a whole file is read as it was written`() throws {
        let exchange = try RecordedExchange(file: SampleFile.bytes())
        #expect(exchange.description.method == "POST")
        #expect(exchange.description.timings.firstByte == 2_017_796)
        #expect(exchange.requestBody.content == .kept(Array("{\"password\":\"***\"}".utf8), isMasked: true))
        #expect(exchange.responseBody.content == .kept([0x89, 0x50, 0, 0xFF], isMasked: false))
        #expect(exchange.description.responseHeaders[2] == HeaderField(name: "Location", value: "/a b"))
    }

    @Test func `every beginning of a file is told from the whole of it`() {
        let whole = SampleFile.bytes()
        for count in 0..<whole.count {
            #expect(throws: UnreadableRecording.self) { try RecordedExchange(file: Array(whole[..<count])) }
        }
        for count in "expressway-exchange ".count..<whole.count {
            #expect(throws: UnreadableRecording.truncated) { try RecordedExchange(file: Array(whole[..<count])) }
        }
    }

    @Test func `what stands behind the end is told`() {
        #expect(throws: UnreadableRecording.tooLong) { try RecordedExchange(file: SampleFile.bytes() + [0]) }
    }

    @Test(arguments: [
        "", "\n", "GET / HTTP/1.1\n", "expressway-exchanges 1 2 3 4 5\n", "\u{FEFF}expressway-exchange 1 0 0 0 0\n",
    ])
    func `something else is foreign`(text: String) {
        #expect(throws: UnreadableRecording.foreign) { try RecordedExchange(file: Array(text.utf8)) }
    }

    @Test(arguments: [
        "1", "1 2 3 4", "1 2 3 4 5 6", "1 -2 3 4 5", "1 2 +3 4 5", "1 2  4 5", "x 2 3 4 5", "1 9999999999999999 0 0 0",
        "1 999999999999999 0 0 0", "1 0 999999999999999 0 0",
    ])
    func `a first line that is none of ours is damaged`(rest: String) {
        let file = Array("expressway-exchange \(rest)\n{}".utf8)
        #expect(throws: UnreadableRecording.damaged("its first line").self) {
            do { _ = try RecordedExchange(file: file) } catch UnreadableRecording.damaged {
                throw UnreadableRecording.damaged("its first line")
            }
        }
    }

    @Test func `a newer format is named`() {
        #expect(throws: UnreadableRecording.newer(version: 2)) {
            try RecordedExchange(file: Array("expressway-exchange 2 what ever\n".utf8))
        }
    }

    @Test(arguments: ["{}", "[]", "null", "{\"started\":-1}", "", "\u{0}"])
    func `a description that is none is damaged`(text: String) {
        #expect(throws: UnreadableRecording.damaged("its description")) {
            try RecordedExchange(file: SampleFile.bytes(text))
        }
    }

    @Test func `an environ that is none is damaged`() throws {
        #expect(throws: UnreadableRecording.damaged("its environ")) {
            try RecordedExchange(file: SampleFile.bytes(environ: ["A=1", "B"]))
        }
        #expect(
            try RecordedExchange(file: SampleFile.bytes(environ: ["A=", "B=c=d"])).description.environ == [
                "A": "", "B": "c=d",
            ])
        #expect(try RecordedExchange(file: SampleFile.bytes(environ: [])).description.environ.isEmpty)
    }

    @Test func `a field that a newer recorder adds is passed over`() throws {
        let text = SampleFile.description.replacing("\"process\":", with: "\"weather\":{\"rain\":[]},\"process\":")
        #expect(try RecordedExchange(file: SampleFile.bytes(text)).description.process == 10001)
    }

    @Test(arguments: 0..<40)
    func `no damage whatever makes the reader crash`(seed: UInt64) {
        var numbers = SeededNumbers(seed: seed)
        let whole = SampleFile.bytes()
        for _ in 0..<50 {
            var file = whole
            for _ in 0..<Int.random(in: 1...8, using: &numbers) {
                let place = Int.random(in: 0..<file.count, using: &numbers)
                switch Int.random(in: 0..<4, using: &numbers) {
                case 0: file[place] = UInt8.random(in: 0...255, using: &numbers)
                case 1: file.remove(at: place)
                case 2: file.insert(UInt8.random(in: 0...255, using: &numbers), at: place)
                default: file.removeSubrange(place..<min(file.count, place + 20))
                }
            }
            _ = try? RecordedExchange(file: file)
            // What could be read can be shown and exported as well.
            if let exchange = try? RecordedExchange(file: file) { _ = HTTPArchive.Entry("x", exchange) }
        }
    }

    @Test(arguments: 0..<20)
    func `random bytes are no exchange`(seed: UInt64) {
        var numbers = SeededNumbers(seed: seed)
        let bytes = (0..<Int.random(in: 0...500, using: &numbers)).map { _ in UInt8.random(in: 0...255, using: &numbers)
        }
        #expect(throws: UnreadableRecording.self) { try RecordedExchange(file: bytes) }
    }
}
