/// Other servers, behind this one and in front of it.
public struct ProxyPlan: Sendable, Equatable {
    /// The longest path first, since Apache takes the first that fits.
    public let mounts: [Mount]
    public let hosts: [Host]
    /// How long a server behind may be silent.
    public let timeout: Duration
    public let trustedHeaders: [String]
    /// Addresses and subnets.
    public let trustedProxies: [String]

    /// A server behind a URL path.
    public struct Mount: Sendable, Equatable {
        /// Ends with no slash, unless it is `/`.
        public let path: String
        /// Ends with a slash.
        public let url: String
    }

    /// A server behind a host name.
    public struct Host: Sendable, Equatable {
        public let name: String
        /// Ends with a slash.
        public let url: String
    }

    public var isUsed: Bool { !mounts.isEmpty || !hosts.isEmpty }

    /// Whether a server behind is reached over TLS.
    public var usesTLS: Bool {
        (mounts.map(\.url) + hosts.map(\.url)).contains { $0.hasPrefix("https:") }
    }
}
