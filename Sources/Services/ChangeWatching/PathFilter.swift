import PathPatterns
import SystemPackage

/// Which directories are worth a look, and which files count. A class: it remembers what it has read of Git's files. Not for several threads.
final class PathFilter: WatchFilter {
    private let rules: WatchRules
    private let git: [GitIgnore]
    /// Files that the application has imported; nil: not known.
    var loaded: Set<FilePath>?

    init(_ rules: WatchRules) {
        self.rules = rules
        git = rules.heedsGit ? GitIgnore.all(for: rules.roots) : []
    }

    var markers: Set<String> { rules.ignored.markers }

    func isRule(_ name: String) -> Bool { name == ".gitignore" && !git.isEmpty }

    func forgetRules() { for repository in git { repository.forget() } }

    func admitsDirectory(_ path: FilePath) -> Bool {
        if rules.excluded.cover(path) { return false }
        // On the way to something that was asked for by name.
        if rules.added.contains(where: { $0.root.starts(with: path) }) { return true }
        if rules.ignored.ignoresDirectory(path) { return false }
        if rules.added.contains(where: { $0.hasWildcards && path.starts(with: $0.root) }) { return true }
        return isInProject(path) && !git.contains { $0.ignores(path, isDirectory: true) }
    }

    func counts(_ path: FilePath) -> Bool { counts(path, loaded: loaded) }

    func mayCount(_ path: FilePath) -> Bool { counts(path, loaded: nil) }

    private func counts(_ path: FilePath, loaded: Set<FilePath>?) -> Bool {
        if rules.excluded.cover(path) { return false }
        if rules.added.cover(path) { return true }
        guard let name = path.lastComponent?.string, rules.sources.matches(name), !rules.ignored.ignoresFile(name),
            isInProject(path)
        else { return false }
        return !hasIgnoredParent(path) && !isIgnoredByGit(path, name, loaded)
    }

    /// Whether a change of the file is seen where the project is watched.
    func covers(_ path: FilePath) -> Bool {
        guard counts(path), let root = rules.allRoots.first(where: { path.starts(with: $0) }) else { return false }
        var directory = path.removingLastComponent()
        while directory != root {
            guard admitsDirectory(directory) else { return false }
            directory = directory.removingLastComponent()
        }
        return true
    }

    func isInProject(_ path: FilePath) -> Bool { rules.roots.contains { path.starts(with: $0) } }

    /// The way to something added may lead through directories that are not watched otherwise.
    private func hasIgnoredParent(_ path: FilePath) -> Bool {
        guard !rules.added.isEmpty else { return false }
        var directory = path.removingLastComponent()
        while isInProject(directory), !rules.roots.contains(directory) {
            if rules.ignored.ignoresDirectory(directory) { return true }
            directory = directory.removingLastComponent()
        }
        return false
    }

    /// Git ignores settings and catalogues because they belong to one machine: this one. A module of Python's that it ignores counts if it is imported, or may be.
    private func isIgnoredByGit(_ path: FilePath, _ name: String, _ loaded: Set<FilePath>?) -> Bool {
        guard git.contains(where: { $0.ignores(path, isDirectory: false) }) else { return false }
        if git.contains(where: { $0.ignores(path.removingLastComponent(), isDirectory: true) }) {
            return !(loaded?.contains(path) ?? false)
        }
        if name.hasPrefix(".env") || name.hasSuffix(".mo") { return false }
        guard name.hasSuffix(".py") else { return true }
        return !(loaded?.contains(path) ?? true)
    }
}
