import ProjectFiles
import Scaffolding

/// What was made, or would be, for people and for programs.
struct ScaffoldReport {
    struct Document: Encodable {
        struct File: Encodable {
            let path: String
            let state: String
            let mode: String
        }

        let template: String
        let directory: String
        let written: Bool
        let files: [File]
        let next: [String]
    }

    let template: String
    let directory: String
    let plan: ScaffoldPlan
    let next: [String]
    /// Whether it has happened.
    let isDone: Bool

    var document: Document {
        Document(
            template: template, directory: directory, written: isDone,
            files: plan.files.map {
                Document.File(path: $0.file.path, state: $0.state.rawValue, mode: $0.file.mode.rawValue)
            }, next: next)
    }

    var text: String {
        let shown = plan.files.filter { !$0.file.path.hasPrefix(ScaffoldRecord.originals) }
        let hidden = plan.files.count - shown.count
        let width = shown.map(\.file.path.count).max() ?? 0
        var lines = shown.map { file, state in
            let mode = file.mode == .private ? "  (yours alone, mode 0600)" : ""
            return "  " + file.path + String(repeating: " ", count: width - file.path.count)
                + "  \(state.rawValue)\(mode)"
        }
        if hidden > 0 {
            lines.append("  \(ScaffoldRecord.originals)  \(hidden) files as they are now, for 'expressway update'")
        }
        let head =
            isDone
            ? "Made '\(directory)' from the template \(template):"
            : "Would make '\(directory)' from the template \(template):"
        let end = isDone ? ["", "Next:", ""] + next.map { "  " + $0 } : ["", "Nothing was written."]
        return ([head, ""] + lines + end).joined(separator: "\n")
    }
}
