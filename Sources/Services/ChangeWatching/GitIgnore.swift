import FileReading
import PathPatterns
import SystemPackage

/// What Git ignores in one working tree. A class: it remembers the files that it has read. Not for several threads.
///
/// Source: gitignore(5). Left out are the user's own file (`core.excludesFile`), and that Git never ignores what it tracks already.
final class GitIgnore {
    private let tree: GitWorkingTree
    private var top: FilePath { tree.top }
    private var ownRules: GitIgnoreRules?
    private var rules: [FilePath: GitIgnoreRules] = [:]
    private var directories: [FilePath: Bool] = [:]

    private init(_ tree: GitWorkingTree) { self.tree = tree }

    /// One for each working tree that the directories are in.
    static func all(for directories: [FilePath]) -> [GitIgnore] {
        GitWorkingTree.all(for: directories).map(GitIgnore.init)
    }

    func forget() {
        ownRules = nil
        rules = [:]
        directories = [:]
    }

    /// Whether the path, or a directory that it lies in, is ignored.
    func ignores(_ path: FilePath, isDirectory: Bool) -> Bool {
        guard path != top, path.starts(with: top) else { return false }
        if isDirectory, let known = directories[path] { return known }
        let isIgnored =
            ignores(path.removingLastComponent(), isDirectory: true) || decide(path, isDirectory: isDirectory)
        if isDirectory { directories[path] = isIgnored }
        return isIgnored
    }

    /// The rules nearest to the path come first; those of the repository itself last.
    private func decide(_ path: FilePath, isDirectory: Bool) -> Bool {
        let names = path.names
        var directory = path
        repeat {
            directory = directory.removingLastComponent()
            let relative = Array(names.dropFirst(directory.components.count))
            if let verdict = rules(in: directory).ignores(relative, isDirectory: isDirectory) { return verdict }
        } while directory != top
        return repositoryRules.ignores(Array(names.dropFirst(top.components.count)), isDirectory: isDirectory) ?? false
    }

    private func rules(in directory: FilePath) -> GitIgnoreRules {
        if let known = rules[directory] { return known }
        let read = Self.read(directory.appending(".gitignore"))
        rules[directory] = read
        return read
    }

    private var repositoryRules: GitIgnoreRules {
        if let ownRules { return ownRules }
        let read = Self.read(tree.repository.appending("info").appending("exclude"))
        ownRules = read
        return read
    }

    private static func read(_ path: FilePath) -> GitIgnoreRules {
        guard FileSystemFacts.kind(of: path) == .file, let bytes = FileSystemFacts.contents(of: path) else {
            return GitIgnoreRules("")
        }
        return GitIgnoreRules(String(decoding: bytes, as: UTF8.self))
    }
}
