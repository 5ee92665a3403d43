/// One connection of Apache's to the socket: what it has asked, and what it has yet to be sent. Pure: the server around it reads and writes.
struct StreamConnection: Sendable {
    enum Stage: Sendable, Hashable {
        case asking
        case streaming
        /// Over as soon as everything is sent.
        case ending
    }

    private(set) var stage = Stage.asking
    private(set) var pending: [UInt8] = []
    private var head: [UInt8] = []

    /// Bytes that may wait for one that does not read: it has missed so much that it may as well connect anew.
    static let mostPending = 16 * 1024

    var isOver: Bool { stage == .ending && pending.isEmpty }
    var isOverfull: Bool { pending.count > Self.mostPending }

    /// - Parameters:
    ///   - isRoom: whether another stream may begin.
    ///   - version: the one that pages show now.
    mutating func receive(_ bytes: [UInt8], isRoom: Bool, version: PageVersion) {
        // What comes behind the head is nothing that anybody waits for.
        guard stage == .asking else { return }
        head += bytes
        guard let request = StreamRequest(head) else { return }
        head = []
        switch request {
        case .events where !isRoom: end(with: .tooMany)
        case .events:
            stage = .streaming
            // Apache's own buffers are told by `flushpackets`; others on the way by the name that they know.
            send(Self.head("200 OK", type: "text/event-stream", ["X-Accel-Buffering: no"]))
            send(ServerSentEvent.retry + version.event.text)
        case .script:
            stage = .ending
            let length = "Content-Length: \(PageScript.text.utf8.count)"
            send(Self.head("200 OK", type: "text/javascript; charset=utf-8", [length]) + PageScript.text)
        case .refused(let refusal): end(with: refusal)
        }
    }

    /// Adds to a stream.
    mutating func stream(_ text: String) {
        if stage == .streaming { send(text) }
    }

    mutating func sent(_ count: Int) { pending.removeFirst(count) }

    private mutating func end(with refusal: StreamRequest.Refusal) {
        stage = .ending
        send(Self.head(refusal.rawValue, type: "text/plain", ["Content-Length: 0"]))
    }

    private mutating func send(_ text: String) { pending += text.utf8 }

    private static func head(_ status: String, type: String, _ more: [String]) -> String {
        let lines = [
            "HTTP/1.1 \(status)", "Content-Type: \(type)", "Cache-Control: no-store", "X-Content-Type-Options: nosniff",
        ]
        return (lines + more + ["Connection: close", "", ""]).joined(separator: "\r\n")
    }
}
