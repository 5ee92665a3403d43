import Testing

@testable import LiveReloading

@Suite struct StreamConnectionTests {
    private let version = PageVersion(run: 35)

    private func text(_ connection: StreamConnection) -> String { String(decoding: connection.pending, as: UTF8.self) }

    private func connection(_ head: String, isRoom: Bool = true) -> StreamConnection {
        var connection = StreamConnection()
        for byte in head.utf8 { connection.receive([byte], isRoom: isRoom, version: version) }
        return connection
    }

    @Test func `a stream begins with the version that pages show`() {
        let connection = connection("GET /events HTTP/1.1\r\n\r\n")
        #expect(connection.stage == .streaming)
        #expect(
            text(connection) == """
                HTTP/1.1 200 OK\r
                Content-Type: text/event-stream\r
                Cache-Control: no-store\r
                X-Content-Type-Options: nosniff\r
                X-Accel-Buffering: no\r
                Connection: close\r
                \r
                retry: 1000

                id: z-1
                data: 0


                """)
    }

    @Test func `the script is sent whole, and then the connection ends`() {
        var connection = connection("GET /script.js HTTP/1.1\r\n\r\n")
        #expect(text(connection).hasSuffix("\r\n\r\n" + PageScript.text))
        #expect(text(connection).contains("Content-Length: \(PageScript.text.utf8.count)\r\n"))
        #expect(!connection.isOver)
        connection.sent(connection.pending.count)
        #expect(connection.isOver)
    }

    @Test func `what is no request gets a refusal, and no stream`() {
        var connection = connection("PUT /events HTTP/1.1\r\n\r\n")
        #expect(text(connection).hasPrefix("HTTP/1.1 405 Method Not Allowed\r\n"))
        let length = connection.pending.count
        connection.stream("more")
        #expect(connection.pending.count == length)
    }

    @Test func `one stream too many is told to come again`() {
        #expect(text(connection("GET /events HTTP/1.1\r\n\r\n", isRoom: false)).hasPrefix("HTTP/1.1 503 "))
        #expect(text(connection("GET /script.js HTTP/1.1\r\n\r\n", isRoom: false)).hasPrefix("HTTP/1.1 200 "))
    }

    @Test func `whoever does not read is overfull in the end`() {
        var connection = connection("GET /events HTTP/1.1\r\n\r\n")
        var count = 0
        while !connection.isOverfull, count < 100_000 {
            connection.stream(ServerSentEvent.heartbeat)
            count += 1
        }
        #expect(connection.isOverfull && connection.pending.count < StreamConnection.mostPending + 10)
    }

    @Test func `what comes behind the head is left alone`() {
        var connection = connection("GET /events HTTP/1.1\r\n\r\n")
        let before = connection.pending
        connection.receive(Array("GET /script.js HTTP/1.1\r\n\r\n".utf8), isRoom: true, version: version)
        #expect(connection.pending == before)
    }

    @Test func `a version differs from those before it and from those of other runs`() {
        var version = PageVersion(run: 1)
        let first = version.event
        version.advance(since: 1_700_000_000_123)
        #expect(version.event == ServerSentEvent(id: "1-2", data: "1700000000123"))
        #expect(first.id != version.event.id && first.id != PageVersion(run: 2).event.id)
    }

    @Test(arguments: ["a", "a\nb", "a\r\nb", "a\rb", ""])
    func `every line of an event's data is a field`(data: String) {
        let lines = ServerSentEvent(id: "1", data: data).text.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.suffix(2) == ["", ""])
        #expect(lines.dropFirst().dropLast(2).allSatisfy { $0.hasPrefix("data: ") })
    }
}
