/// Puts any text into a regular expression of Apache's (PCRE) and of mod_rewrite.
enum RegularExpression {
    /// - Returns: an expression that matches exactly the text; every ASCII character that is no letter and no digit is escaped, which PCRE allows.
    ///   A percent sign or a dollar sign would be expanded by mod_rewrite in a substitution, not in a pattern.
    static func escape(_ text: String) -> String {
        escape(text) { scalar in
            scalar.isASCII && !scalar.properties.isAlphabetic && scalar.properties.numericType == nil && scalar != "/"
                && scalar != "_"
        }
    }

    /// For the other side of a rule, where references are expanded.
    ///
    /// Source: mod_rewrite `do_expand`, httpd `ap_pregsub`: a backslash takes the meaning from what follows it.
    static func escapeExpansion(_ text: String) -> String {
        escape(text) { "\\$%".unicodeScalars.contains($0) }
    }

    private static func escape(_ text: String, where isSpecial: (Unicode.Scalar) -> Bool) -> String {
        text.unicodeScalars.reduce(into: "") { result, scalar in
            if isSpecial(scalar) { result += "\\" }
            result.unicodeScalars.append(scalar)
        }
    }
}
