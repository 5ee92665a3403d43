public import Diagnostics
import FileReading
import Glibc
public import Scaffolding
public import SystemPackage

/// A template as it lies on disk: `template.yaml` and the folder `files`.
public struct TemplateFolder: Sendable {
    public let template: Template
    public let files: [Template.File]

    private static let mostFiles = 2_000
    private static let mostBytes = 64 << 20

    /// - Throws: findings where it is no template, or one that cannot be read.
    public static func read(_ directory: FilePath) throws(Findings) -> TemplateFolder {
        let description = directory.appending("template.yaml")
        guard let bytes = FileSystemFacts.contents(of: description) else {
            throw Findings([
                Diagnostic(
                    "no-template", "'\(directory.string)' is no template: it has no template.yaml that can be read",
                    fix: "name one of Expressway's, or the directory of one of yours; see docs/guide/new-project.md")
            ])
        }
        let template = try TemplateReader.read(SourceText(name: description.string, bytes: bytes))
        var reading = Reading()
        try reading.collect(directory.appending("files"), "")
        return TemplateFolder(template: template, files: reading.files)
    }

    /// Where Expressway's own templates are: in the installed package, or in the checkout.
    public static func ownTemplates(near package: FilePath?) -> FilePath? {
        guard let package else { return nil }
        let checkout = package.removingLastComponent().removingLastComponent().appending("templates")
        return [package.appending("_templates"), checkout].first { FileSystemFacts.kind(of: $0) == .directory }
    }

    /// One walk through the folder.
    private struct Reading {
        var files: [Template.File] = []
        var size = 0

        mutating func collect(_ directory: FilePath, _ prefix: String) throws(Findings) {
            for name in FileSystemFacts.names(in: directory) where name != "__pycache__" {
                let path = directory.appending(name)
                var status = stat()
                guard lstat(path.string, &status) == 0 else { throw Self.refused(path, "cannot be looked at") }
                switch status.st_mode & S_IFMT {
                case S_IFDIR: try collect(path, "\(prefix)\(name)/")
                case S_IFREG: try add(path, "\(prefix)\(name)", Int(status.st_size))
                default: throw Self.refused(path, "is neither a file nor a directory")
                }
            }
        }

        private mutating func add(_ path: FilePath, _ name: String, _ length: Int) throws(Findings) {
            size += length
            guard files.count < mostFiles, size <= mostBytes else {
                throw Self.refused(path, "is too much: a template has \(mostFiles) files and 64 MiB at the most")
            }
            guard let bytes = FileSystemFacts.contents(of: path) else { throw Self.refused(path, "cannot be read") }
            files.append(Template.File(path: name, text: SourceText(name: path.string, bytes: bytes)))
        }

        private static func refused(_ path: FilePath, _ why: String) -> Findings {
            Findings([Diagnostic("template-file", "'\(path.string)' \(why)")])
        }
    }
}
