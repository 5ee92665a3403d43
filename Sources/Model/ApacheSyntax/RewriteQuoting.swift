/// Puts any text into one argument of a directive of mod_rewrite's.
///
/// Source: httpd 2.4, mod_rewrite `parseargline`: an argument stands in quotation marks of one kind, or in none; a backslash is no escape there, so
/// the backslashes of a regular expression stay as they are.
public enum RewriteQuoting {
    /// - Throws: ``UnquotableText`` for control characters, and for a text with both kinds of quotation marks.
    public static func quote(_ text: String) throws(UnquotableText) -> String {
        let scalars = text.unicodeScalars
        if let control = scalars.first(where: { $0.value < 0x20 || $0.value == 0x7F }) {
            throw UnquotableText(text: text, scalar: control)
        }
        let literal = text.literalDollars
        let isPlain = !text.isEmpty && !text.hasSuffix("\\") && !scalars.contains { " \"'".unicodeScalars.contains($0) }
        if isPlain { return literal }
        guard let mark: Character = ["\"", "'"].first(where: { !text.contains($0) }) else {
            throw UnquotableText(text: text, scalar: "'")
        }
        return "\(mark)\(literal)\(mark)"
    }
}

extension String {
    /// With `${` written so that Apache does not look for a variable.
    var literalDollars: String {
        var result = ""
        var rest = self[...]
        while let character = rest.popFirst() {
            if character == "$", rest.first == "{" {
                result += "${\(ApacheQuoting.dollar)}"
            } else {
                result.append(character)
            }
        }
        return result
    }
}
