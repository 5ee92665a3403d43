extension String {
    /// The text with what would reach the terminal as a command, or would turn around what stands beside it, shown as `\u{1B}` and the like:
    /// control characters, line separators, byte order marks and the marks of the direction of writing.
    public var withoutControlCharacters: String {
        guard unicodeScalars.contains(where: \.isUnprintable) else { return self }
        return unicodeScalars.reduce(into: "") { text, scalar in
            if scalar.isUnprintable {
                text += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
            } else {
                text.unicodeScalars.append(scalar)
            }
        }
    }

    /// How many columns of a terminal the text takes.
    var terminalWidth: Int {
        reduce(0) { $0 + $1.terminalWidth }
    }
}

extension Unicode.Scalar {
    fileprivate var isUnprintable: Bool {
        if value < 0x7F { return value < 0x20 }
        switch properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator:
            return true
        case .format:
            // Joiners stay: scripts and emoji need them.
            return value == 0xFEFF || (0x202A...0x202E).contains(value) || (0x2066...0x2069).contains(value)
                || (0xE0000...0xE007F).contains(value)
        default:
            return false
        }
    }
}

extension Character {
    /// How many columns a terminal gives to the character: 0, 1 or 2.
    fileprivate var terminalWidth: Int {
        guard let first = unicodeScalars.first else { return 0 }
        if isASCII { return 1 }
        // U+FE0F asks for the picture instead of the sign.
        let isPicture =
            first.properties.isEmojiPresentation || unicodeScalars.dropFirst().contains { $0.value == 0xFE0F }
        return isPicture ? 2 : first.terminalWidth
    }
}

extension Unicode.Scalar {
    fileprivate var terminalWidth: Int {
        switch properties.generalCategory {
        case .nonspacingMark, .enclosingMark: return 0
        case .format: return value == 0xAD ? 1 : 0
        default: return Self.wide.contains { $0.contains(value) } ? 2 : 1
        }
    }

    /// Scripts whose characters take two columns.
    /// Source: Unicode 16 EastAsianWidth.txt, classes W and F, with unassigned gaps closed.
    private static let wide: [ClosedRange<UInt32>] = [
        0x1100...0x115F, 0x2329...0x232A, 0x2E80...0x303E, 0x3041...0x4DBF, 0x4E00...0xA4CF, 0xA960...0xA97F,
        0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6B, 0xFF01...0xFF60, 0xFFE0...0xFFE6,
        0x16FE0...0x18DFF, 0x1AFF0...0x1B2FF, 0x1F200...0x1F265, 0x20000...0x3FFFD,
    ]
}
