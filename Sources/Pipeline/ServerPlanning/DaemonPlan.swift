/// How mod_wsgi runs the processes of an application and talks to them. Nil stands for mod_wsgi's own default.
public struct DaemonPlan: Sendable, Equatable {
    /// The name of the process group.
    public let group: String
    public let timeouts: Timeouts
    public let recycling: Recycling
    public let buffers: Buffers

    /// What waits how long.
    public struct Timeouts: Sendable, Equatable {
        public let interrupt: Duration?
        public let queue: Duration
        public let connect: Duration
        public let socket: Duration
        public let responseSocket: Duration?
        public let deadlock: Duration
        public let graceful: Duration
        public let eviction: Duration?
        public let shutdown: Duration
    }

    /// When a process is replaced, apart from faults. Zero and nil: never.
    public struct Recycling: Sendable, Equatable {
        public let requests: Int?
        public let interval: Duration
        public let processorTime: Duration
        public let inactivity: Duration?
        /// URL paths whose requests do not count as activity.
        public let ignoredPaths: [String]
    }

    /// Bytes between Apache and the processes.
    public struct Buffers: Sendable, Equatable {
        public let send: Int?
        public let receive: Int?
        public let header: Int?
        public let response: Int?
        public let flushDelay: Duration?
    }
}
