public import Diagnostics
import FileReading
import Glibc
public import Scaffolding
public import SystemPackage

/// The place of a project, new or not.
public struct ProjectDirectory {
    /// What a file of a template would be.
    public enum State: String, Sendable {
        case created
        case identical
        case conflict
        /// A private file that is there already, which holds secrets of its own.
        case kept
        /// A conflict that the user has decided.
        case overwritten
    }

    public let path: FilePath

    public init(_ path: FilePath) {
        self.path = path
    }

    /// What may be in the place of a new project, besides its own files.
    private static let furniture: Set<String> = [
        ".git", ".gitignore", ".gitattributes", ".github", ".gitlab", "LICENSE", "LICENSE.md", "LICENSE.txt", "README",
        "README.md",
        "README.rst", ".venv", "venv", ".python-version", ".envrc", ".idea", ".vscode", "lost+found",
    ]

    /// - Throws: a finding where something stands there that no new project should be put beside.
    public func checkIsFree() throws(Diagnostic) {
        guard FileSystemFacts.exists(path) else { return }
        guard FileSystemFacts.kind(of: path) == .directory else {
            throw Diagnostic(
                "not-a-directory", "'\(path.string)' is there already and no directory", fix: "name another directory")
        }
        guard access(path.string, R_OK | X_OK) == 0 else {
            throw Diagnostic("cannot-read", "the directory '\(path.string)' may not be read: \(Errno(rawValue: errno))")
        }
        guard !FileSystemFacts.exists(path.appending(".expressway/answers.yaml")) else { return }
        let others = FileSystemFacts.names(in: path).filter { !Self.furniture.contains($0) }
        guard let first = others.first else { return }
        let more = others.count > 1 ? " and \(others.count - 1) more" : ""
        throw Diagnostic(
            "directory-not-empty", "the directory '\(path.string)' is not empty: it has '\(first)'\(more)",
            fix: "name another one; a project that is there already gets what it needs by 'expressway adopt'")
    }

    /// - Throws: a finding where a link would lead a file out of the project.
    public func state(of file: Scaffold.File) throws(Diagnostic) -> State {
        try checkLinks(to: file.path)
        let target = path.appending(file.path)
        guard FileSystemFacts.exists(target) else { return .created }
        if file.mode == .private { return .kept }
        return FileSystemFacts.contents(of: target) == file.bytes ? .identical : .conflict
    }

    /// - Throws: a finding where a directory on the way to a path, or the path, is a link that leads out of the project.
    public func checkLinks(to file: String) throws(Diagnostic) {
        guard let root = FileSystemFacts.resolved(path) else { return }
        var place = path
        for part in file.split(separator: "/") {
            place.append(String(part))
            guard let resolved = FileSystemFacts.resolved(place) else { continue }
            guard resolved.starts(with: root) else {
                throw Diagnostic(
                    "leads-out", "'\(place.string)' is a link that leads out of the project, to '\(resolved.string)'",
                    notes: ["nothing was changed"])
            }
        }
    }

    /// All files below a directory, from there, with slashes; sorted.
    public static func files(below directory: FilePath) -> [String] {
        files(in: directory, "").sorted()
    }

    private static func files(in directory: FilePath, _ prefix: String) -> [String] {
        FileSystemFacts.names(in: directory).flatMap { name -> [String] in
            let path = directory.appending(name)
            return FileSystemFacts.kind(of: path) == .directory ? files(in: path, "\(prefix)\(name)/") : [prefix + name]
        }
    }
}
