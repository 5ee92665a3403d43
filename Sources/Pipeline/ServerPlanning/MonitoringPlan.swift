public import SystemPackage

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
        /// What receives the measurements; nil where somebody else does.
        public let collector: Collector?
    }

    /// mod_wsgi-telemetry in a process of this server.
    public struct Collector: Sendable, Equatable {
        /// The name of its service.
        public static let name = "telemetry"

        public let socket: FilePath
        public let script: FilePath
        /// Of its page, on this machine's loopback address.
        public let port: Int
        /// nil for the log of the server.
        public let log: FilePath?

        public var url: String { "http://\(Self.host):\(port)/" }
        public static let host = "127.0.0.1"
    }
}
