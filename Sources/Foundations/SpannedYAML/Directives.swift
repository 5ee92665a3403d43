import Diagnostics

/// The lines before a document that begin with `%`.
enum Directives {
    /// - Returns: a finding for each that Expressway does not read.
    static func findings(in source: SourceText) -> [Diagnostic] {
        let text = YAMLText(bytes: source.bytes)
        var findings: [Diagnostic] = []
        var offset = source.byteOrderMarkLength
        while findings.count < YAMLLimits.findings {
            offset = text.skippingSpace(from: offset)
            guard offset < source.bytes.count, source.bytes[offset] == UInt8(ascii: "%") else { break }
            let line = SourceSpan(source, offset..<text.lineEnd(from: offset))
            if let finding = finding(for: line) { findings.append(finding) }
            offset = line.range.upperBound
        }
        return findings
    }

    /// - Returns: nil for `%YAML 1.2`, and for what libyaml refuses.
    private static func finding(for line: SourceSpan) -> Diagnostic? {
        let words = line.text.split { $0 == " " || $0 == "\t" }
        switch words.first {
        case "%TAG":
            return Diagnostic(
                "yaml-tag", "'%TAG' is not supported, as tags are not", at: line, fix: "remove the line")
        case "%YAML":
            guard let version = words.dropFirst().first, version != "1.2", version.contains(".") else { return nil }
            return Diagnostic(
                "yaml-version", "the file says that it is in YAML \(String(version).shortened); it is read as YAML 1.2",
                at: line,
                notes: version == "1.1"
                    ? ["YAML 1.1 takes words such as 'no' and numbers such as '010' for something else"] : [],
                fix: "remove the line, or write '%YAML 1.2' if that is what it is")
        default:
            return nil
        }
    }
}
