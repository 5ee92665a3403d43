/// Puts values into Python source.
public enum PythonLiteral {
    /// A string literal in single quotes, ASCII alone, that Python reads back as the same text.
    public static func string(_ text: String) -> String {
        let body = text.unicodeScalars.reduce(into: "") { result, scalar in
            switch scalar {
            case "'", "\\":
                result += "\\"
                result.unicodeScalars.append(scalar)
            case _ where scalar.value < 0x20 || scalar.value == 0x7F:
                result += "\\x" + padded(scalar.value, 2)
            case _ where scalar.isASCII:
                result.unicodeScalars.append(scalar)
            case _ where scalar.value <= 0xFFFF:
                result += "\\u" + padded(scalar.value, 4)
            default:
                result += "\\U" + padded(scalar.value, 8)
            }
        }
        return "'\(body)'"
    }

    public static func list(_ texts: [String]) -> String {
        "[" + texts.map(string).joined(separator: ", ") + "]"
    }

    private static func padded(_ value: UInt32, _ width: Int) -> String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: width - digits.count) + digits
    }
}
