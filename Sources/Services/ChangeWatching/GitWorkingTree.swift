import FileReading
import SystemPackage

/// A directory that Git keeps. In a further working tree, `.git` is a file that names the place, and that a file that names the repository.
///
/// Source: gitrepository-layout(5), "gitfile" and "commondir".
struct GitWorkingTree: Hashable {
    let top: FilePath

    /// Those that the directories are in.
    static func all(for directories: [FilePath]) -> [GitWorkingTree] {
        Set(directories.compactMap(top)).sorted { $0.string < $1.string }.map(GitWorkingTree.init)
    }

    /// What belongs to this tree alone.
    var place: FilePath {
        let own = top.appending(".git")
        guard let text = Self.line(of: own), text.hasPrefix("gitdir: ") else { return own }
        return top.pushing(FilePath(String(text.dropFirst("gitdir: ".count))))
    }

    /// What all trees of the repository have in common.
    var repository: FilePath {
        let place = place
        return Self.line(of: place.appending("commondir")).map { place.pushing(FilePath($0)) } ?? place
    }

    /// Whether Git is at work here: it holds the lock from before the first file of a checkout until after the last.
    var isBeingWritten: Bool { FileSystemFacts.exists(place.appending("index.lock")) }

    private static func top(of directory: FilePath) -> FilePath? {
        var candidate = directory
        while !candidate.components.isEmpty {
            if FileSystemFacts.exists(candidate.appending(".git")) { return candidate }
            candidate = candidate.removingLastComponent()
        }
        return nil
    }

    private static func line(of path: FilePath) -> String? {
        guard FileSystemFacts.kind(of: path) == .file, let bytes = FileSystemFacts.contents(of: path) else {
            return nil
        }
        return String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
    }
}
