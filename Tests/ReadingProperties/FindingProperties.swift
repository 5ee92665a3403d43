import Diagnostics

/// Findings point at whole characters, and can be shown without harm to a terminal.
enum FindingProperties {
    static func violation(of findings: Findings) -> String? {
        for finding in findings.all {
            guard let span = finding.span else { return "\(finding.id) has no place" }
            for span in [span] + finding.related.map(\.span) where finding.id != "invalid-utf-8" {
                if let violation = SpanProperties.violation(of: span) { return "\(finding.id): \(violation)" }
            }
            let isHarmless = finding.rendered(coloured: false).unicodeScalars.allSatisfy {
                $0 == "\n" || $0.properties.generalCategory != .control
            }
            guard isHarmless else { return "\(finding.id) shows a control character" }
        }
        return nil
    }
}
