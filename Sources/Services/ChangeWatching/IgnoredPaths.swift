public import SystemPackage

/// What a watcher leaves out, by name.
public struct IgnoredPaths: Sendable, Hashable {
    public var directories: Set<String>
    /// A directory that holds one of these is left out: `pyvenv.cfg` marks a virtual environment, whatever its name.
    public var markers: Set<String>
    public var fileEndings: Set<String>
    /// Directories by their place: uploads, say, or what the server itself writes.
    public var places: Set<FilePath> = []

    public init(directories: Set<String>, markers: Set<String> = [], fileEndings: Set<String> = []) {
        self.directories = directories
        self.markers = markers
        self.fileEndings = fileEndings
    }

    /// Version control, caches, environments, and what editors, databases and logs leave beside the sources.
    public static let development = IgnoredPaths(
        directories: [
            ".git", ".hg", ".svn", "node_modules", "__pycache__", ".venv", ".tox", ".nox", ".mypy_cache", ".ruff_cache",
            ".pytest_cache", ".idea", ".vscode", ".direnv",
        ],
        markers: ["pyvenv.cfg"],
        fileEndings: [
            "~", ".swp", ".swo", ".swx", ".tmp", ".log", ".sqlite3", ".sqlite3-journal", ".sqlite3-wal", ".sqlite3-shm",
            ".db",
            ".db-journal", ".db-wal", ".db-shm",
        ])

    public func ignoresDirectory(_ path: FilePath) -> Bool {
        path.lastComponent.map { directories.contains($0.string) } ?? false || places.contains(path)
    }

    public func ignoresFile(_ name: String) -> Bool {
        // `4913` is Vim's test whether it may write here; `.#x` is the lock and `#x#` the autosaved copy of Emacs.
        if name == "4913" || name.hasPrefix(".#") || (name.hasPrefix("#") && name.hasSuffix("#")) { return true }
        return fileEndings.contains { name.hasSuffix($0) }
    }
}
