public import PathPatterns
public import SystemPackage

/// What of a project is watched, and how.
public struct WatchRules: Sendable, Hashable {
    /// Directories, each with everything below.
    public var roots: [FilePath]
    /// Which of their files count.
    public var sources: ReloadPattern
    public var ignored: IgnoredPaths
    /// Absolute; files that count wherever they are and whatever they are called.
    public var added: [PathPattern]
    /// Absolute; what is not to be seen, whatever else is said.
    public var excluded: [PathPattern]
    /// Whether what Git ignores is left out.
    public var heedsGit: Bool
    /// Whether to look for changes from time to time, in place of being told of them.
    public var polls: Bool

    public init(
        roots: [FilePath], sources: ReloadPattern = .development, ignored: IgnoredPaths = .development,
        added: [PathPattern] = [], excluded: [PathPattern] = [], heedsGit: Bool = true, polls: Bool = false
    ) {
        self.roots = roots.map { $0.lexicallyNormalized() }
        self.sources = sources
        self.ignored = ignored
        self.added = added
        self.excluded = excluded
        self.heedsGit = heedsGit
        self.polls = polls
    }

    /// The roots, and where the added patterns begin if that is elsewhere.
    var allRoots: [FilePath] {
        added.map(\.root).reduce(into: roots) { kept, root in
            if !kept.contains(where: { root.starts(with: $0) }) { kept.append(root) }
        }
    }
}

extension PathPattern {
    /// The directory below which it can match. A path without wildcards may be one of a file.
    var root: FilePath {
        let base = FilePath("/").appending(literalBase.map { FilePath.Component($0) ?? "." })
        return hasWildcards ? base : base.removingLastComponent()
    }
}

extension [PathPattern] {
    func cover(_ path: FilePath) -> Bool {
        guard !isEmpty else { return false }
        let names = path.names
        return contains { $0.covers(names) }
    }
}

extension FilePath {
    var names: [String] { components.map(\.string) }
}
