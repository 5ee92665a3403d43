public import SystemPackage

/// Something that happened to a watched file or tree.
public struct Change: Sendable, Hashable {
    public enum Kind: String, Sendable, Hashable {
        case created, modified, deleted
        /// The kernel's queue overflowed: any file below the path may have changed.
        case manyFiles
        /// A watched root is gone.
        case rootVanished
        /// A root that was gone is there again.
        case rootAppeared
    }

    public let path: FilePath
    public let kind: Kind

    public init(path: FilePath, kind: Kind) {
        self.path = path
        self.kind = kind
    }
}
