public import PathPatterns
public import SystemPackage

/// What becomes of the server when a source changes.
public struct ReloadPlan: Sendable, Equatable {
    /// Sources to watch, each with everything below it.
    public let directories: [FilePath]
    /// Absolute; further files that count.
    public let added: [PathPattern]
    /// Absolute; what does not count.
    public let excluded: [PathPattern]
    /// Whether to look for changes from time to time, in place of being told of them.
    public let polls: Bool
    public let strategy: Strategy

    public enum Strategy: Sendable, Equatable {
        /// A process that stands by makes the next generation of WSGI processes, while the one before finishes its requests.
        case standby(Preload)
        /// The WSGI processes end, and Apache starts others.
        case restart
        /// Apache starts anew, gracefully: its own children run the application.
        case graceful
    }

    /// What the process that stands by has imported. The values are known to the runtime.
    public enum Preload: String, Sendable, Equatable {
        case off
        case stdlib
        case libraries
    }

    public var preload: Preload? {
        if case .standby(let preload) = strategy { preload } else { nil }
    }
}
