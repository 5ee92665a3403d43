/// What the server tells of itself.
public struct MonitoringPlan: Sendable, Equatable {
    public let showsStatus: Bool
    /// Whether the application can read Apache's figures.
    public let measures: Bool
    public let telemetry: Telemetry?

    /// Measurements that are sent to a socket.
    public struct Telemetry: Sendable, Equatable {
        /// `unix:/path`
        public let target: String
        /// Seconds.
        public let interval: Double
        public let options: [String]
        /// Seconds; nil where slow requests are not reported.
        public let slowRequests: Double?
    }
}
