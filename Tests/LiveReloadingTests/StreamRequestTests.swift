import TestSupport
import Testing

@testable import LiveReloading

@Suite struct StreamRequestTests {
    private func request(_ head: String) -> StreamRequest? { StreamRequest(Array(head.utf8)) }

    @Test func `the two paths are known, whatever query they have`() {
        #expect(request("GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n") == .events)
        #expect(request("GET /events?a=b HTTP/1.0\r\n\r\n") == .events)
        #expect(request("GET /script.js HTTP/1.1\r\n\r\n") == .script)
    }

    @Test(arguments: ["", "GET", "GET /events HTTP/1.1", "GET /events HTTP/1.1\r\nHost: localhost\r\n", "\r\n\r"])
    func `nothing is known before the head is complete`(head: String) {
        #expect(request(head) == nil)
    }

    @Test(arguments: [
        ("POST /events HTTP/1.1", StreamRequest.Refusal.wrongMethod), ("get /events HTTP/1.1", .wrongMethod),
        ("GET /event HTTP/1.1", .unknownPath), ("GET //events HTTP/1.1", .unknownPath),
        ("GET http://x/events HTTP/1.1", .unknownPath), ("GET /events", .malformed),
        ("GET  /events HTTP/1.1", .malformed),
        ("GET /events HTTP/2", .malformed), ("", .malformed), ("\u{0}\u{1}", .malformed),
    ])
    func `anything else is refused`(line: String, refusal: StreamRequest.Refusal) {
        #expect(request("\(line)\r\n\r\n") == .refused(refusal))
    }

    @Test func `a page of another site holds no stream open`() {
        let sites = ["same-origin", "same-site", "none", "cross-site", " Cross-Site"]
        let answers = sites.map { request("GET /events HTTP/1.1\r\nSEC-fetch-site:\($0)\r\n\r\n") }
        let foreign = StreamRequest.refused(.foreignSite)
        #expect(answers == [.events, .events, .events, foreign, foreign])
    }

    @Test func `a head is never longer than eight kilobytes`() {
        let most = StreamRequest.longestHead
        let start = "GET /events HTTP/1.1\r\nX: "
        let longest = start + String(repeating: "x", count: most - start.utf8.count)
        #expect(request(longest) == nil)
        #expect(request(longest + "x") == .refused(.tooLarge))
        #expect(request(longest + "\r\n\r\n") == .events)
        #expect(request(longest + "x\r\n\r\n") == .refused(.tooLarge))
    }

    @Test(arguments: 0..<200)
    func `no bytes are too strange`(seed: UInt64) {
        var numbers = SeededNumbers(seed: seed)
        var bytes = Array("GET /events HTTP/1.1\r\nHost: x\r\n\r\n".utf8)
        for _ in 0..<4 {
            bytes[Int.random(in: bytes.indices, using: &numbers)] = UInt8.random(in: 0...255, using: &numbers)
        }
        _ = StreamRequest(bytes)
    }
}
