/// Which text the pages of a server show. It moves on with everything that makes an earlier page old.
public struct PageVersion: Sendable, Hashable {
    /// Differs from one run of the server to the next: a page that outlives one is old.
    let run: UInt64
    private(set) var number = 1
    /// Milliseconds since 1970: an answer to what was asked for earlier is old. 0: nothing has changed since the start.
    private(set) var since: Int64 = 0

    public init(run: UInt64) { self.run = run }

    public mutating func advance(since moment: Int64) {
        number += 1
        since = moment
    }

    /// The event that tells a page of it.
    var event: ServerSentEvent {
        ServerSentEvent(id: "\(String(run, radix: 36))-\(number)", data: String(since))
    }
}
