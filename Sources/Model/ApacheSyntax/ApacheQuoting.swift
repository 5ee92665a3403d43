/// Puts any text into one argument of an Apache directive.
///
/// Source: httpd 2.4, `ap_getword_conf`: inside double quotes only `\"` and `\\` are escapes. `${NAME}` is expanded before that, quoted or not,
/// so its dollar comes from a variable that every rendered configuration defines.
public enum ApacheQuoting {
    /// The variable that holds a dollar sign; a rendered configuration starts with ``dollarDefinition``.
    static let dollar = "EXPRESSWAY_DOLLAR"

    public static let dollarDefinition = "Define \(dollar) $"

    /// - Returns: the text, in double quotes unless it is a plain word.
    /// - Throws: ``UnquotableText`` for control characters other than tab, which no argument can carry.
    public static func quote(_ text: String) throws(UnquotableText) -> String {
        try isPlain(text) ? text : quoted(text)
    }

    /// The text in double quotes, also where it could do without.
    public static func quoted(_ text: String) throws(UnquotableText) -> String {
        if let control = text.unicodeScalars.first(where: { $0.value < 0x20 && $0 != "\t" || $0.value == 0x7F }) {
            throw UnquotableText(text: text, scalar: control)
        }
        var result = "\""
        let scalars = Array(text.unicodeScalars)
        for (index, scalar) in scalars.enumerated() {
            switch scalar {
            case "\"", "\\":
                result += "\\"
                result.unicodeScalars.append(scalar)
            case "$" where index + 1 < scalars.count && scalars[index + 1] == "{":
                result += "${\(dollar)}"
            default:
                result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }

    /// A path for `<Directory>`, whose argument is a shell pattern when it holds wildcards.
    ///
    /// Source: httpd 2.4, `apr_fnmatch_test` decides; with a wildcard in it, the path is matched by `apr_fnmatch`, so each is put into a
    /// bracket expression, and a backslash before a backslash.
    public static func literalPattern(_ path: String) -> String {
        guard path.contains(where: { "*?[".contains($0) }) else { return path }
        return path.reduce(into: "") { pattern, character in
            switch character {
            case "*", "?", "[": pattern += "[\(character)]"
            case "\\": pattern += "\\\\"
            default: pattern.append(character)
            }
        }
    }

    private static func isPlain(_ text: String) -> Bool {
        !text.isEmpty
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"):
                    true
                default:
                    "_./:%+,=-@!*?()|{}[]^".utf8.contains(byte)
                }
            }
    }
}

/// A text that no argument of a directive can carry.
public struct UnquotableText: Error, Equatable, Sendable {
    public let text: String
    /// The control character in it.
    public let scalar: Unicode.Scalar
}
