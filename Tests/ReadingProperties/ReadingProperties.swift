import Diagnostics
import SpannedYAML

/// What holds for every text, however broken: reading ends, its spans are true, its findings can be shown. Mutation tests and the fuzzer ask here; what
/// is read behind YAML belongs behind it here as well.
public enum ReadingProperties {
    /// - Returns: what does not hold, in words; nil if all of it does.
    public static func violation(of bytes: [UInt8]) -> String? {
        let source = SourceText(name: "text.yaml", bytes: bytes)
        do throws(Findings) {
            guard let root = try YAMLReader.read(source) else { return nil }
            return SpanProperties.violation(of: root, within: source.span)
                ?? RereadingProperty.violation(of: root)
        } catch {
            return violation(of: error)
        }
    }

    private static func violation(of findings: Findings) -> String? {
        guard findings.hasErrors else { return "thrown without an error" }
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
