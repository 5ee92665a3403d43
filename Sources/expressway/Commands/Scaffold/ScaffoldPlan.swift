import Diagnostics
import ProjectFiles
import Scaffolding

/// What becomes of each file of a new project.
struct ScaffoldPlan {
    let files: [(file: Scaffold.File, state: ProjectDirectory.State)]

    /// - Parameter overwriting: the paths of conflicts that the user has decided.
    /// - Throws: findings for all conflicts, and for a path to overwrite that the project does not have.
    init(_ files: [Scaffold.File], in place: ProjectDirectory, overwriting: Set<String>) throws {
        var findings = Findings()
        for path in overwriting.sorted() where !files.contains(where: { $0.path == path }) {
            let near = NearestName.of(path, among: files.map(\.path)).map { "did you mean '\($0)'?" }
            findings.add(Diagnostic("no-such-file", "the template makes no '\(path)'", place: "--force", fix: near))
        }
        var planned: [(file: Scaffold.File, state: ProjectDirectory.State)] = []
        for file in files {
            var state = try place.state(of: file)
            if state == .conflict, overwriting.contains(file.path) { state = .overwritten }
            planned.append((file, state))
        }
        let conflicts = planned.filter { $0.state == .conflict }.map { "'\($0.file.path)'" }
        if !conflicts.isEmpty {
            findings.add(
                Diagnostic(
                    "conflict", "the project would have another \(conflicts.joined(separator: ", ")) than is there",
                    notes: ["nothing was written"],
                    fix: "move them away, or overwrite each with --force FILE"))
        }
        try findings.throwIfErrors()
        self.files = planned
    }

    var changes: [FileChange] {
        files.filter { $0.state == .created || $0.state == .overwritten }.map {
            FileChange(path: $0.file.path, bytes: $0.file.bytes, mode: $0.file.mode.bits)
        }
    }
}
