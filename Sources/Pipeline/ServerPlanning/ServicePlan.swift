public import SystemPackage

/// A script that runs in a process of its own beside the application.
public struct ServicePlan: Sendable, Equatable {
    public let name: String
    public let script: FilePath
    public let user: String?
    public let group: String?
    /// Nil for the log of the server.
    public let log: FilePath?
}
