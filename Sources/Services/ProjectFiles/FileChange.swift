public import Scaffolding

/// What is done to one file of a project.
public struct FileChange: Sendable {
    /// From the project's directory, with slashes.
    public let path: String
    /// nil: the file goes.
    public let bytes: [UInt8]?
    /// The permission bits of a new file, before the user's mask; one that is there keeps its own.
    public let mode: UInt32

    /// - Parameters:
    ///   - path: from the project's directory, with slashes.
    ///   - bytes: nil: the file goes.
    ///   - mode: the permission bits of a new file, before the user's mask.
    public init(path: String, bytes: [UInt8]?, mode: UInt32 = Template.Mode.ordinary.bits) {
        self.path = path
        self.bytes = bytes
        self.mode = mode
    }
}
