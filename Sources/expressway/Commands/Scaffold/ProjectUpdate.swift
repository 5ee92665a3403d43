import Diagnostics
import FileReading
import HostProbing
import ProjectFiles
import Scaffolding
import SystemPackage

/// What a changed template means for a project.
struct ProjectUpdate {
    private(set) var changes: [FileChange] = []
    /// One for each file of the project that is touched or deliberately is not.
    private(set) var lines: [String] = []
    private(set) var hasConflicts = false

    /// - Parameters:
    ///   - template: another place of it; nil: the one that the project remembers.
    ///   - answers: those that change.
    /// - Throws: everything that is wrong with the template, the answers or what the project remembers.
    init(_ project: FilePath, template: String?, answers: [String: String], git: GitProgram) throws {
        let path = project.appending(ScaffoldRecord.path)
        guard let bytes = FileSystemFacts.contents(of: path) else {
            throw Diagnostic("cannot-read", "'\(path.string)' cannot be read")
        }
        let old = try ScaffoldRecord.read(SourceText(name: path.string, bytes: bytes))
        let source = try TemplateSource(
            template ?? old.template, from: template == nil ? project : FileSystemFacts.currentDirectory)
        let folder = try TemplateFolder.read(source.directory)
        let known = Set(folder.template.questions.map(\.name))
        // A question that the template no longer asks is forgotten.
        let kept = old.answers.filter { known.contains($0.name) }.map { ($0.name, $0.answer) }
        let all = Dictionary(kept) { first, _ in first }.merging(answers) { $1 }
        let record = ScaffoldRecord(
            version: old.version, template: source.recorded(in: project), name: old.name,
            answers: try Scaffold.complete(all, for: folder.template))
        let scaffold = try NewScaffold.render(folder, record, directory: ".")
        try compare(project, scaffold, git)
    }

    private mutating func compare(_ project: FilePath, _ scaffold: Scaffold, _ git: GitProgram) throws {
        let place = ProjectDirectory(project)
        let made = scaffold.files.filter { $0.mode != .private }
        let own = made.filter { !$0.path.hasPrefix(ScaffoldRecord.originals) && $0.path != ScaffoldRecord.path }
        let originals = project.appending(ScaffoldRecord.originals)
        let paths = Set(own.map(\.path)).union(ProjectDirectory.files(below: originals))
        for path in paths.sorted() where path != ProfileSchemaFile.name {
            try place.checkLinks(to: path)
            let theirs = own.first { $0.path == path }
            let decision = FileUpdate.decide(
                base: FileSystemFacts.contents(of: originals.appending(path)),
                ours: FileSystemFacts.contents(of: project.appending(path)), theirs: theirs?.bytes)
            try add(decision, path, theirs?.mode ?? .ordinary, git)
        }
        // What belongs to Expressway alone: the record, the originals, the schema.
        let bookkeeping = made.filter { $0.path.hasPrefix(".expressway/") }
        for file in bookkeeping where FileSystemFacts.contents(of: project.appending(file.path)) != file.bytes {
            changes.append(FileChange(path: file.path, bytes: file.bytes))
            if !file.path.hasPrefix(ScaffoldRecord.originals) { lines.append("  updated  \(file.path)") }
        }
        for path in ProjectDirectory.files(below: originals) where !own.contains(where: { $0.path == path }) {
            changes.append(FileChange(path: ScaffoldRecord.originals + path, bytes: nil))
        }
    }

    private mutating func add(_ decision: FileUpdate, _ path: String, _ mode: Template.Mode, _ git: GitProgram)
        throws(Diagnostic)
    {
        switch decision {
        case .unchanged: break
        case .take(let bytes):
            changes.append(FileChange(path: path, bytes: bytes, mode: mode.bits))
            lines.append("  \(bytes == nil ? "removed" : "updated")  \(path)")
        case .merge(let base, let ours, let theirs):
            guard let merged = try git.merge(base: base, ours: ours, theirs: theirs) else {
                lines.append("  left     \(path): it is no text, and both have changed it")
                return
            }
            changes.append(FileChange(path: path, bytes: merged.bytes, mode: mode.bits))
            lines.append("  \(merged.hasConflicts ? "conflict" : "merged  ") \(path)")
            hasConflicts = hasConflicts || merged.hasConflicts
        case .leave(let reason): lines.append("  left     \(path): \(reason)")
        }
    }
}
