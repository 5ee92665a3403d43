public import SystemPackage

/// Who may send requests.
public struct AccessPlan: Sendable, Equatable {
    public let hostScript: FilePath?
    public let authentication: Authentication?

    /// Users with passwords.
    public struct Authentication: Sendable, Equatable {
        public enum Scheme: String, Sendable {
            case basic = "Basic"
            case digest = "Digest"
        }

        public let scheme: Scheme
        public let userScript: FilePath
        public let groups: Groups?
    }

    /// The group that users must be in.
    public struct Groups: Sendable, Equatable {
        public let script: FilePath
        public let name: String
    }

    public var scripts: [FilePath] {
        [hostScript, authentication?.userScript, authentication?.groups?.script].compactMap { $0 }
    }
}
