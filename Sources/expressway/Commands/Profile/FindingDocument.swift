import Diagnostics

/// A finding for other programs.
struct FindingDocument: Encodable {
    struct Place: Encodable {
        let file: String
        let line: Int
        let column: Int
        let endLine: Int
        let endColumn: Int
        let label: String?

        enum CodingKeys: String, CodingKey {
            case file, line, column, label
            case endLine = "end_line"
            case endColumn = "end_column"
        }

        init(_ span: SourceSpan, _ label: String?) {
            file = span.source.name
            (line, column) = (span.start.line, span.start.column)
            (endLine, endColumn) = (span.end.line, span.end.column)
            self.label = label
        }
    }

    let id: String
    let severity: String
    let message: String
    let place: Place?
    let related: [Place]
    let notes: [String]
    let help: String?

    init(_ finding: Diagnostic) {
        id = finding.id
        severity = finding.severity.rawValue
        message = finding.message
        place = finding.span.map { Place($0, finding.label) }
        related = finding.related.map { Place($0.span, $0.label) }
        notes = finding.notes
        help = finding.fix
    }
}
