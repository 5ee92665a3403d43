/// How Apache treats the connections of clients.
public struct ConnectionPlan: Sendable, Equatable {
    /// How long a connection waits for the next request; zero: it is closed after each.
    public let keepAlive: Duration
    /// Connections that may wait to be accepted.
    public let backlog: Int
    /// For one read or write.
    public let timeout: Duration
    public let offersHTTP2: Bool
    public let head: ReadLimit
    public let body: ReadLimit
    /// Bytes; zero for no limit.
    public let largestBody: Int

    /// How long a client may take to send a part of a request.
    public struct ReadLimit: Sendable, Equatable {
        /// Zero: as long as it likes.
        public let timeout: Duration
        /// Up to where the rate extends it; nil for no end.
        public let longest: Duration?
        /// Bytes that earn one more second; zero for none.
        public let rate: Int
    }
}
