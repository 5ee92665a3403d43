import FileReading
public import SystemPackage

/// Where the project's profile files are.
public struct ProfileFiles: Sendable, Equatable {
    public static let sharedName = "expressway.yaml"
    public static let localName = "expressway.local.yaml"

    /// The directory of both files, where there is one of them; else the one that they would be made in.
    public let directory: FilePath
    public let hasShared: Bool
    public let hasLocal: Bool

    public var shared: FilePath { directory.appending(Self.sharedName) }
    public var local: FilePath { directory.appending(Self.localName) }
    public var exist: Bool { hasShared || hasLocal }

    /// Looks in the project's directory and in those above it, up to the root of its repository (which holds `.git`). Outside of a repository only
    /// the project's directory counts: what stands in `/tmp` or `/home` is not the project's.
    public static func find(from project: FilePath) -> ProfileFiles {
        let start = project.lexicallyNormalized()
        for directory in candidates(start) {
            let files = ProfileFiles(directory)
            if files.exist { return files }
        }
        return ProfileFiles(start)
    }

    /// Whatever stands there is the user's file, even if it is none: a directory of that name is worth a word.
    private init(_ directory: FilePath) {
        self.directory = directory
        hasShared = FileSystemFacts.exists(directory.appending(Self.sharedName))
        hasLocal = FileSystemFacts.exists(directory.appending(Self.localName))
    }

    private static func candidates(_ start: FilePath) -> [FilePath] {
        var all: [FilePath] = []
        var directory = start
        while true {
            all.append(directory)
            if FileSystemFacts.exists(directory.appending(".git")) { return all }
            guard !directory.components.isEmpty else { return [start] }
            directory = directory.removingLastComponent()
        }
    }
}
