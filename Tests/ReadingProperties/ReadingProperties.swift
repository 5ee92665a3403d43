import Diagnostics
import SpannedYAML

/// What holds for every text, however broken: reading ends, its spans are true, its findings can be shown, and what it says as a profile file can be
/// resolved. Mutation tests and the fuzzer ask here.
public enum ReadingProperties {
    /// - Returns: what does not hold, in words; nil if all of it does.
    public static func violation(of bytes: [UInt8]) -> String? {
        let source = SourceText(name: "text.yaml", bytes: bytes)
        do throws(Findings) {
            guard let root = try YAMLReader.read(source) else { return ResolvingProperty.violation(of: source) }
            return SpanProperties.violation(of: root, within: source.span)
                ?? RereadingProperty.violation(of: root) ?? ResolvingProperty.violation(of: source)
        } catch {
            return error.hasErrors ? FindingProperties.violation(of: error) : "thrown without an error"
        }
    }
}
