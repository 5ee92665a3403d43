/// A value of a document, as JSON has it: written as JSON, it is YAML as well.
public indirect enum Sample: Sendable {
    case null
    case bool(Bool)
    /// As it is written: `80`, `80.0`, `8e1`.
    case number(String)
    case text(String)
    case list([Sample])
    case mapping([(key: String, value: Sample)])

    public var json: String {
        switch self {
        case .null: "null"
        case .bool(let flag): String(flag)
        case .number(let text): text
        case .text(let text): Self.quoted(text)
        case .list(let elements): "[\(elements.map(\.json).joined(separator: ", "))]"
        case .mapping(let entries):
            "{\(entries.map { "\(Self.quoted($0.key)): \($0.value.json)" }.joined(separator: ", "))}"
        }
    }

    /// With everything escaped that JSON or YAML wants escaped.
    public static func quoted(_ text: String) -> String {
        let characters = text.unicodeScalars.map { scalar in
            switch scalar {
            case "\"": "\\\""
            case "\\": "\\\\"
            case " "..."~": String(scalar)
            default: isPlain(scalar) ? String(scalar) : escape(scalar)
            }
        }
        return "\"\(characters.joined())\""
    }

    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator, .format, .unassigned: false
        default: true
        }
    }

    private static func escape(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16)
        return "\\u" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}
