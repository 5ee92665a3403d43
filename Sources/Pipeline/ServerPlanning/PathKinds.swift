public import SystemPackage

/// What stands at the paths that a plan is about; the facts for them are gathered outside.
public struct PathKinds: Sendable {
    public enum Kind: Sendable {
        case file
        case directory
        case other
        case missing
    }

    private let kinds: [FilePath: Kind]

    public init(_ kinds: [FilePath: Kind]) {
        self.kinds = kinds
    }

    public subscript(_ path: FilePath) -> Kind {
        kinds[path] ?? .missing
    }
}
