/// How many children and threads Apache has for connections, apart from the WSGI processes behind them.
public struct ApacheSizing: Sendable, Equatable {
    /// The module that takes connections.
    public enum MPM: String, Sendable, CaseIterable {
        case event
        case worker
        case prefork
    }

    public let mpm: MPM
    /// False where the MPM is part of the program.
    public let isLoaded: Bool
    public let children: Int
    public let threadsPerChild: Int
    /// Children at the start.
    public let startChildren: Int
    /// Threads (prefork: children) that are idle at least and at most.
    public let spare: ClosedRange<Int>
    /// Connections to a WSGI process that may wait to be accepted.
    public let daemonBacklog: Int

    /// How many connections are handled at the same time.
    public var connections: Int { children * threadsPerChild }

    /// Files that one child may have open: two for each request in flight (client and WSGI process), and some for itself.
    public var descriptors: Int { threadsPerChild * 2 + 256 }
}
