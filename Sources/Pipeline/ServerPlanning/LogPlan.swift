public import SystemPackage

/// What is logged, and where.
public struct LogPlan: Sendable, Equatable {
    public enum Destination: Sendable, Equatable {
        case terminal
        case directory(FilePath)
    }

    public let destination: Destination
    public let level: String
    public let errors: Log
    /// Nil where requests are not logged.
    public let access: Log?
    /// For what Apache says before it has an error log; nil for the terminal.
    public let startup: FilePath?
    public let rotation: Rotation?

    /// One log.
    public struct Log: Sendable, Equatable {
        /// In the log directory.
        public let name: String
        /// Nil for the usual one.
        public let format: String?
    }

    /// A new file whenever one has grown too large.
    public struct Rotation: Sendable, Equatable {
        public let program: FilePath
        public let megabytes: Int
    }

    /// The names of the files that there are in the log directory, without rotation.
    public var fileNames: Set<String> {
        Set([errors.name, access?.name, startup?.lastComponent?.string].compactMap { $0 })
    }
}
