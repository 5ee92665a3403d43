import Diagnostics
import FileReading
import Scaffolding
import SystemPackage

/// A Django project that is there already, as far as its files tell.
struct ExistingProject {
    /// Of its manage.py.
    let directory: FilePath
    let isInGit: Bool
    /// On which it is served so far, and which file says so.
    let port: (number: Int, file: String)?
    let hasEnvironmentFile: Bool

    /// - Parameter start: where to look: there, above it in its repository, else below.
    /// - Throws: a finding where there is no manage.py, or several.
    static func find(from start: FilePath) throws(Diagnostic) -> ExistingProject {
        guard FileSystemFacts.kind(of: start) == .directory else {
            throw Diagnostic("no-directory", "there is no directory '\(start.string)'")
        }
        if let directory = above(start) { return ExistingProject(directory) }
        let found = below(start, depth: 3)
        guard let first = found.first else {
            throw Diagnostic(
                "no-manage-py", "there is no manage.py in '\(start.string)', above it or below it",
                fix:
                    "name the project's directory: expressway adopt DIRECTORY; a new project is made by 'expressway new'"
            )
        }
        guard found.count == 1 else {
            throw Diagnostic(
                "several-projects", "there are several projects below '\(start.string)'",
                notes: found.map { "one is '\($0.string)'" }, fix: "name one of them: expressway adopt DIRECTORY")
        }
        return ExistingProject(first)
    }

    private init(_ directory: FilePath) {
        self.directory = directory
        let text = { (name: String) in
            FileSystemFacts.contents(of: directory.appending(name)).map { String(decoding: $0, as: UTF8.self) }
        }
        isInGit = Self.repository(of: directory) != nil
        port =
            text("Procfile").flatMap(FoundPort.inProcfile).map { ($0, "Procfile") }
            ?? ["compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml"].lazy.compactMap { name in
                text(name).flatMap(FoundPort.inCompose).map { ($0, name) }
            }.first
        hasEnvironmentFile = FileSystemFacts.kind(of: directory.appending(".env")) == .file
    }

    private static func above(_ start: FilePath) -> FilePath? {
        var directory = start
        while true {
            if isProject(directory) { return directory }
            guard !directory.components.isEmpty, !FileSystemFacts.exists(directory.appending(".git")) else {
                return nil
            }
            directory = directory.removingLastComponent()
        }
    }

    private static func below(_ directory: FilePath, depth: Int) -> [FilePath] {
        guard depth > 0 else { return [] }
        return FileSystemFacts.names(in: directory).flatMap { name -> [FilePath] in
            let child = directory.appending(name)
            guard !name.hasPrefix("."), !["node_modules", "site-packages"].contains(name),
                FileSystemFacts.kind(of: child) == .directory, !FileSystemFacts.exists(child.appending("pyvenv.cfg"))
            else { return [] }
            return isProject(child) ? [child] : below(child, depth: depth - 1)
        }
    }

    private static func isProject(_ directory: FilePath) -> Bool {
        FileSystemFacts.kind(of: directory.appending("manage.py")) == .file
    }

    private static func repository(of start: FilePath) -> FilePath? {
        var directory = start
        while !FileSystemFacts.exists(directory.appending(".git")) {
            guard !directory.components.isEmpty else { return nil }
            directory = directory.removingLastComponent()
        }
        return directory
    }
}
