public import SystemPackage

/// How Apache is started, apart from its configuration.
public struct ControlPlan: Sendable, Equatable {
    /// What `ps` shows; nil for the path of the program.
    public let processName: String?
    public let pidFile: FilePath
    /// The directory for the sockets of the WSGI processes.
    public let socketDirectory: FilePath
    /// Read by a shell before Apache starts.
    public let environmentScript: FilePath?
    public let shell: FilePath
}
