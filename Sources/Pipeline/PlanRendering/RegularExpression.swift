/// Puts any text into a regular expression of Apache's (PCRE) and of mod_rewrite.
enum RegularExpression {
    /// - Returns: an expression that matches exactly the text; every ASCII character that is no letter and no digit is escaped, which PCRE allows.
    ///   A percent sign or a dollar sign would be expanded by mod_rewrite in a substitution, not in a pattern.
    static func escape(_ text: String) -> String {
        text.unicodeScalars.reduce(into: "") { result, scalar in
            if scalar.isASCII, !scalar.properties.isAlphabetic, scalar.properties.numericType == nil, scalar != "/",
                scalar != "_"
            {
                result += "\\"
            }
            result.unicodeScalars.append(scalar)
        }
    }
}
