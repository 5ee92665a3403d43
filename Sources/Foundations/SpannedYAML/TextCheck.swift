import Diagnostics

/// What is looked at before libyaml sees a text: size, encoding, characters, white space, directives.
enum TextCheck {
    /// - Throws: `too-large`, `invalid-utf-8`, `control-character`, `too-much-white-space`, `yaml-version`, `yaml-tag`.
    static func check(_ source: SourceText) throws(Findings) {
        guard source.bytes.count <= YAMLLimits.bytes else {
            throw Findings([
                Diagnostic(
                    "too-large", "the file has \(source.bytes.count) bytes; more than 1 MiB is not read",
                    at: SourceSpan(source, at: 0), fix: "is this the right file?")
            ])
        }
        if let diagnostic = Encoding.finding(in: source) { throw Findings([diagnostic]) }
        try Findings(ForbiddenCharacters.findings(in: source)).throwIfErrors()
        if let diagnostic = whiteSpace(in: source) { throw Findings([diagnostic]) }
        try Findings(Directives.findings(in: source)).throwIfErrors()
    }

    private static func whiteSpace(in source: SourceText) -> Diagnostic? {
        let range: Range<Int>? = source.bytes.withUnsafeBufferPointer { bytes in
            var start = 0
            for index in bytes.indices {
                switch bytes[index] {
                case 9, 10, 13, 32: continue
                default:
                    if index - start > YAMLLimits.whiteSpace { return start..<index }
                    start = index + 1
                }
            }
            return bytes.count - start > YAMLLimits.whiteSpace ? start..<bytes.count : nil
        }
        return range.map { range in
            Diagnostic(
                "too-much-white-space", "\(range.count) characters of white space in a row; the reader takes 4,096",
                at: SourceSpan(source, range), fix: "remove the spaces or empty lines")
        }
    }
}
