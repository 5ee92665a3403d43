/// One event of a stream for browsers.
///
/// Source: HTML standard, 9.2 "Server-sent events": a line for each field, and an empty line at the end.
struct ServerSentEvent: Sendable, Hashable {
    /// One line.
    let id: String
    let data: String

    var text: String {
        let lines = data.split(omittingEmptySubsequences: false) { $0.isNewline }
        return "id: \(id)\n" + lines.map { "data: \($0)\n" }.joined() + "\n"
    }

    /// How long a browser waits before it connects anew.
    static let retry = "retry: 1000\n\n"

    /// A comment: who has gone away is noticed when it is written to.
    static let heartbeat = ":\n\n"
}
