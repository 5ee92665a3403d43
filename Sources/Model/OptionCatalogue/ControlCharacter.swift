/// The first character of a text that no line of Apache's configuration can carry: a control character other than a tab.
public struct ControlCharacter: CustomStringConvertible {
    public let scalar: Unicode.Scalar

    /// Nil where there is none.
    public init?(in text: String) {
        // Nearly every text is plain ASCII, and Unicode's properties take their time.
        guard !text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F || $0 == 9 }),
            let scalar = text.unicodeScalars.first(where: {
                $0.properties.generalCategory == .control && $0 != "\t"
            })
        else { return nil }
        self.scalar = scalar
    }

    /// For a sentence: `the control character NUL, which …`.
    public var description: String {
        "the control character \(name), which no line of Apache's configuration can carry"
    }

    private var name: String {
        switch scalar {
        case "\r": return "CR (carriage return)"
        case "\n": return "LF (newline)"
        case "\0": return "NUL"
        default:
            let number = String(scalar.value, radix: 16, uppercase: true)
            return "U+" + String(repeating: "0", count: 4 - number.count) + number
        }
    }
}
