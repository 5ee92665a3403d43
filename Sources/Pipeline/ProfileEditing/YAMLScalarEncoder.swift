public import SpannedYAML

/// Writes single values as YAML on one line. YAML 1.2's core schema and YAML 1.1 read each as what it was: a text never becomes a number, a truth
/// value, a date or nothing.
public enum YAMLScalarEncoder {
    /// A text as a plain or a quoted scalar; keys likewise.
    ///
    /// - Parameters:
    ///   - style: kept where it can carry the text; a block style counts as plain. Without quotes where none are needed is the default.
    ///   - isFlow: whether it stands within brackets or braces.
    public static func text(_ text: String, style: YAMLScalar.Style = .plain, isFlow: Bool) -> String {
        guard text.unicodeScalars.allSatisfy(\.isShownInYAML) else { return doubleQuoted(text) }
        switch style {
        case .singleQuoted: return singleQuoted(text)
        case .doubleQuoted: return doubleQuoted(text)
        case .plain, .literal, .folded:
            if YAMLPlainText.holds(text, isFlow: isFlow) { return text }
            return text.unicodeScalars.contains { $0 == "\"" || $0 == "\\" } ? singleQuoted(text) : doubleQuoted(text)
        }
    }

    /// A number with a point, so that no reader takes it for an integer.
    public static func decimal(_ value: Double) -> String {
        if value.isNaN { return ".nan" }
        if value.isInfinite { return value < 0 ? "-.inf" : ".inf" }
        // YAML 1.1 knows an exponent only behind a point, and only with a sign: Swift always writes the sign.
        let parts = value.description.split(separator: "e", maxSplits: 1)
        let mantissa = parts[0].contains(".") ? String(parts[0]) : "\(parts[0]).0"
        return parts.count > 1 ? "\(mantissa)e\(parts[1])" : mantissa
    }

    private static func singleQuoted(_ text: String) -> String {
        let body = text.unicodeScalars.reduce(into: "") { body, scalar in
            body.unicodeScalars.append(scalar)
            if scalar == "'" { body.unicodeScalars.append(scalar) }
        }
        return "'\(body)'"
    }

    private static func doubleQuoted(_ text: String) -> String {
        let body = text.unicodeScalars.reduce(into: "") { body, scalar in
            switch scalar {
            case "\"", "\\": body += "\\\(scalar)"
            case "\n": body += "\\n"
            case "\t": body += "\\t"
            case "\r": body += "\\r"
            case "\0": body += "\\0"
            case _ where scalar.isShownInYAML: body.unicodeScalars.append(scalar)
            case _ where scalar.value < 0x100: body += "\\x" + hexadecimal(scalar, digits: 2)
            case _ where scalar.value < 0x10000: body += "\\u" + hexadecimal(scalar, digits: 4)
            default: body += "\\U" + hexadecimal(scalar, digits: 8)
            }
        }
        return "\"\(body)\""
    }

    private static func hexadecimal(_ scalar: Unicode.Scalar, digits: Int) -> String {
        let text = String(scalar.value, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, digits - text.count)) + text
    }
}
