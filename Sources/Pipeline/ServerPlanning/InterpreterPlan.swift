public import SystemPackage

/// How Python is set up in the processes that run the application.
public struct InterpreterPlan: Sendable, Equatable {
    /// `%{GLOBAL}` for the main interpreter.
    public let applicationGroup: String
    public let eggs: FilePath?
    public let warnings: [String]
    /// Seconds.
    public let switchInterval: Double?
    public let isFreeThreaded: Bool
    /// Whether it is taken apart when its process ends.
    public let isDestroyed: Bool
    public let isVerbose: Bool
}
