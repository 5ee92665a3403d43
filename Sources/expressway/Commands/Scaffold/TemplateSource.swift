import Diagnostics
import FileReading
import HostProbing
import ProjectFiles
import Scaffolding
import SystemPackage

/// Where a template comes from: Expressway itself, a directory, or an installed package.
struct TemplateSource {
    /// As the user calls it.
    let name: String
    let directory: FilePath
    private let isPath: Bool

    /// - Parameters:
    ///   - name: as the user calls it.
    ///   - base: where a relative path starts; nil: the current directory.
    /// - Throws: a finding where there is no such template.
    init(_ name: String, from base: FilePath? = nil) throws(Diagnostic) {
        self.name = name
        if let package = name.wholeTail(of: "package:") {
            isPath = false
            directory = try Self.packaged(package, name)
            return
        }
        if Self.ownNames.contains(name), let own = Self.own {
            isPath = false
            directory = own.appending(name)
            return
        }
        isPath = true
        directory = (base ?? FileSystemFacts.currentDirectory).pushing(FilePath(name)).lexicallyNormalized()
        guard FileSystemFacts.kind(of: directory) == .directory else {
            let near = NearestName.of(name, among: Self.ownNames).map { "did you mean '\($0)'?" }
            throw Diagnostic(
                "no-template", "there is no template '\(name)'",
                fix: near
                    ?? "it is one of \(Self.ownNames.joined(separator: ", ")), a directory, or package:NAME/DIRECTORY")
        }
    }

    private static func packaged(_ place: String, _ name: String) throws(Diagnostic) -> FilePath {
        let parts = place.split(separator: "/", maxSplits: 1).map(String.init)
        guard parts.count == 2, !FilePath(parts[1]).components.contains(where: { $0.kind == .parentDirectory }) else {
            throw Diagnostic(
                "no-template", "'\(name)' names no directory in a package", fix: "write package:NAME/DIRECTORY")
        }
        guard let package = PackageProbe.find(parts[0], python: ProjectPython.executable) else {
            throw Diagnostic(
                "no-template", "the package '\(parts[0])' of the template '\(name)' is not installed",
                fix: "install it into the active environment")
        }
        return package.pushing(FilePath(parts[1]))
    }

    /// What `.expressway/answers.yaml` says: a path starts at the project, so that it is the same for everybody.
    func recorded(in project: FilePath) -> String {
        guard isPath else { return name }
        let (from, to) = (Array(project.components), Array(directory.components))
        let shared = zip(from, to).prefix { $0 == $1 }.count
        let up = from.dropFirst(shared).map { _ in ".." }
        let path = (up + to.dropFirst(shared).map(\.string)).joined(separator: "/")
        return path.isEmpty || !path.contains("/") ? "./\(path)" : path
    }

    /// The templates that come with Expressway.
    static let ownNames =
        own.map { directory in
            FileSystemFacts.names(in: directory).filter {
                FileSystemFacts.exists(directory.appending($0).appending("template.yaml"))
            }
        } ?? []

    private static let own = TemplateFolder.ownTemplates(near: PackageDirectory.nearEngine)

    /// Where a package or module of that name is installed.
    static func installedPlace(of name: String) -> String? {
        InstalledNames.place(of: name, python: ProjectPython.executable)?.string
    }
}

extension String {
    /// What stands behind a prefix; nil without it.
    fileprivate func wholeTail(of prefix: String) -> String? {
        hasPrefix(prefix) ? String(dropFirst(prefix.count)) : nil
    }
}
