import Diagnostics

/// A finding as an annotation of a pull request.
/// Source: GitHub Actions, "Workflow commands for GitHub Actions", and its toolkit's escaping.
enum WorkflowCommand {
    static func text(for finding: Diagnostic) -> String {
        let place =
            finding.span.map { span in
                let end = span.end.line == span.start.line ? ",endColumn=\(span.end.column)" : ""
                return
                    " file=\(property(span.source.name)),line=\(span.start.line),endLine=\(span.end.line),col=\(span.start.column)\(end),"
            } ?? " "
        let words =
            [finding.message, finding.label].compactMap { $0 } + finding.notes + [finding.fix].compactMap { $0 }
        return
            "::\(finding.severity.rawValue)\(place)title=\(property(finding.id))::\(data(words.joined(separator: "\n")))"
    }

    private static func data(_ text: String) -> String {
        text.replacing("%", with: "%25").replacing("\r", with: "%0D").replacing("\n", with: "%0A")
    }

    private static func property(_ text: String) -> String {
        data(text).replacing(":", with: "%3A").replacing(",", with: "%2C")
    }
}
