/// Puts any text into a regular expression of Apache's (PCRE) and of mod_rewrite.
enum RegularExpression {
    /// - Returns: an expression that matches exactly the text and holds neither blanks nor quotation marks; every ASCII character that is no
    ///   letter and no digit is written by its code.
    static func escape(_ text: String) -> String {
        text.unicodeScalars.reduce(into: "") { result, scalar in
            if scalar.isASCII, !isPlain(scalar) {
                let code = String(scalar.value, radix: 16)
                result += "\\x" + (code.count < 2 ? "0" : "") + code
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
    }

    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isAlphabetic || scalar.properties.numericType != nil || "/_-".unicodeScalars.contains(scalar)
    }

    /// For the other side of a rule, where references are expanded.
    ///
    /// Source: mod_rewrite `do_expand`, httpd `ap_pregsub`: a backslash takes the meaning from what follows it.
    static func escapeExpansion(_ text: String) -> String {
        text.unicodeScalars.reduce(into: "") { result, scalar in
            if "\\$%".unicodeScalars.contains(scalar) { result += "\\" }
            result.unicodeScalars.append(scalar)
        }
    }
}
