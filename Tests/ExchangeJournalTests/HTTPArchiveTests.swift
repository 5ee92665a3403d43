import Foundation
import TestSupport
import Testing

@testable import ExchangeJournal

@Suite struct HTTPArchiveTests {
    private func entry(_ file: [UInt8]) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let entry = HTTPArchive.Entry("name", try RecordedExchange(file: file))
        return String(decoding: try encoder.encode(entry), as: UTF8.self) + "\n"
    }

    @Test func `an exchange becomes an entry of HAR 1.2`() throws {
        try Snapshot.expect(try entry(SampleFile.bytes()), matches: "exchange.har")
    }

    @Test func `an exchange that failed and whose bodies were left out becomes one, too`() throws {
        let environ = [
            "REQUEST_METHOD=PUT", "SCRIPT_NAME=/app", "PATH_INFO=/é", "QUERY_STRING=a=1", "SERVER_NAME=host",
            "SERVER_PORT=80", "CONTENT_TYPE=",
        ]
        let text = """
            {"started":0,"process":1,"thread":2,"timings":{"start_response":null,"first_byte":null,"end":1500000},\
            "request_body":{"size":104857600,"left_out":"too-large","sha256":"abc","complete":false,"failed":true},\
            "status":null,"response_headers":[],"response_body":{"size":3,"left_out":"of-the-future","complete":false},\
            "exceptions":[{"stage":"call","type":"E","message":"m","traceback":"t"}]}
            """
        try Snapshot.expect(
            try entry(SampleFile.bytes(text, environ: environ, request: [], response: [])), matches: "failed.har")
    }

    @Test func `headers come from the environ`() throws {
        let headers = try RecordedExchange(file: SampleFile.bytes()).description.requestHeaders
        #expect(headers.map(\.name) == ["Content-Length", "Content-Type", "Cookie", "Host", "X-Name"])
    }

    @Test func `form text is read as the standard has it`() {
        let pairs = FormText.pairs("a=b%20c+d&&e&%zz=%4&=x=y")
        #expect(pairs.map(\.name) == ["a", "e", "%zz", ""])
        #expect(pairs.map(\.value) == ["b c d", "", "%4", "x=y"])
    }

    @Test func `text is told from bytes that are none`() {
        #expect(WSGIText.text(Array("a\tü\r\n".utf8)) == "a\tü\r\n")
        #expect(WSGIText.text([0x61, 0]) == nil)
        #expect(WSGIText.text([0xFF]) == nil)
        #expect(WSGIText.readable("M\u{C3}\u{BC}") == "Mü")
        #expect(WSGIText.readable("M\u{FC}") == "M\u{FC}")
    }

    @Test func `a moment is written as the standard has it`() {
        #expect(UTCTime(nanoseconds: 0).text(fractionDigits: 0) == "1970-01-01T00:00:00Z")
        #expect(
            UTCTime(nanoseconds: 1_709_210_096_007_000_123).text(fractionDigits: 9) == "2024-02-29T12:34:56.007000123Z")
    }
}
