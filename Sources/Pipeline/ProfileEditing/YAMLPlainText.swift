/// Which texts can stand in YAML without quotes.
enum YAMLPlainText {
    /// Whether a text needs no quotes: every reader, of YAML 1.1 as well as 1.2, takes it for this text and nothing else. What only might be
    /// a number, such as `127.0.0.1`, counts as one.
    ///
    /// - Parameter isFlow: whether it stands within brackets or braces.
    static func holds(_ text: String, isFlow: Bool) -> Bool {
        let scalars = text.unicodeScalars
        guard let first = scalars.first, let last = scalars.last else { return false }
        return !indicators.contains(first) && first != " " && last != " " && last != ":"
            && scalars.allSatisfy(\.isShownInYAML)
            && !hasSeparator(scalars) && !(isFlow && scalars.contains { flowIndicators.contains($0) })
            && !words.contains(text.lowercased()) && !looksLikeNumber(scalars)
    }

    /// Characters with which a plain scalar must not begin, or with which YAML 1.1 has plans (`=`, `<<`).
    /// Source: YAML 1.2.2, 5.3; yaml.org/type/value.html and merge.html.
    private static let indicators = Set("-?:,[]{}#&*!|>'\"%@`=<~".unicodeScalars)

    /// PyYAML ends a plain scalar at each of these; older libyaml refuses the colon.
    private static let flowIndicators = Set(",?[]{}:".unicodeScalars)

    /// Source: yaml.org/type/bool.html and null.html.
    private static let words: Set<String> = ["null", "true", "false", "yes", "no", "on", "off", "y", "n"]

    /// Whether a comment or the value of a key begins within the text.
    private static func hasSeparator(_ scalars: String.UnicodeScalarView) -> Bool {
        zip(scalars, scalars.dropFirst()).contains { $0 == ":" && $1 == " " || $0 == " " && $1 == "#" }
    }

    /// Integers in any base, with any separators; floats; times and dates of YAML 1.1, sixties such as `08:30`.
    /// Source: yaml.org/type/int.html, float.html and timestamp.html.
    private static func looksLikeNumber(_ scalars: String.UnicodeScalarView) -> Bool {
        let unsigned = scalars.first == "+" ? scalars.dropFirst() : scalars[...]
        let word = String(unsigned).lowercased()
        guard word != ".inf", word != ".nan", let first = unsigned.first else { return true }
        return ("0"..."9" ~= first || first == "." || first == "+") && unsigned.allSatisfy(numeric.contains)
    }

    private static let numeric = Set("0123456789abcdefABCDEFxXoO_.,:+-tTzZ ".unicodeScalars)
}

extension Unicode.Scalar {
    /// Whether the character can stand in a YAML text as it is, and is seen there: no control character, no line break, no blank but the
    /// space, no mark that turns the direction of writing.
    /// Source: YAML 1.2.2, 5.1, c-printable.
    var isShownInYAML: Bool {
        if value < 0x80 { return value >= 0x20 && value < 0x7F }
        switch properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator, .spaceSeparator, .surrogate: return false
        // Joiners stay: scripts and emoji need them.
        case .format: return value == 0x200C || value == 0x200D
        default: return value & 0xFFFE != 0xFFFE
        }
    }
}
