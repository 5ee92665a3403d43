/// The encoder of text for a terminal: bytes that others wrote become printable text and tabs. Nothing in it can move the cursor, set a title, hide or
/// turn around what stands beside it.
public enum TerminalText {
    /// Undoes Apache's escapes. Source: httpd 2.4 server/util.c, ap_escape_errorlog_item.
    static func withoutApacheEscapes(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        guard bytes.contains(UInt8(ascii: "\\")) else { return Array(bytes) }
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var rest = bytes
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "\\"), let next = rest.first else {
                result.append(byte)
                continue
            }
            if next == UInt8(ascii: "x"), let value = hexadecimal(rest.dropFirst().prefix(2)) {
                result.append(value)
                rest = rest.dropFirst(3)
            } else if let value = simpleEscapes[next] {
                result.append(value)
                rest = rest.dropFirst()
            } else {
                result.append(byte)
            }
        }
        return result
    }

    private static let simpleEscapes: [UInt8: UInt8] = [
        UInt8(ascii: "\\"): UInt8(ascii: "\\"), UInt8(ascii: "\""): UInt8(ascii: "\""), UInt8(ascii: "t"): 9,
        UInt8(ascii: "n"): 10,
        UInt8(ascii: "v"): 11, UInt8(ascii: "r"): 13, UInt8(ascii: "b"): 8,
    ]

    private static func hexadecimal(_ digits: ArraySlice<UInt8>) -> UInt8? {
        guard digits.count == 2 else { return nil }
        return UInt8(String(decoding: digits, as: UTF8.self), radix: 16)
    }

    /// Printable UTF-8 and tabs stay; sequences that only colour text are left out; everything else is shown as an escape (`\x1b`, `\u{202e}`).
    public static func printable(_ bytes: some Collection<UInt8>) -> String {
        var bytes = Array(bytes)
        // The end of a line as Windows and HTTP write it.
        if bytes.last == 13 { bytes.removeLast() }
        if bytes.allSatisfy({ ($0 >= 0x20 && $0 < 0x7F) || $0 == 9 }) { return String(decoding: bytes, as: UTF8.self) }
        var result = ""
        var index = bytes.startIndex
        while index < bytes.endIndex {
            if let end = endOfColour(bytes, at: index) {
                index = end
                continue
            }
            let (scalar, length) = scalar(bytes, at: index)
            if let scalar, isPrintable(scalar) {
                result.unicodeScalars.append(scalar)
            } else if let scalar, scalar.value > 0xFF {
                result += "\\u{\(String(scalar.value, radix: 16))}"
            } else {
                for byte in bytes[index..<(index + length)] { result += escape(byte) }
            }
            index += length
        }
        return result
    }

    private static func escape(_ byte: UInt8) -> String {
        let digits = String(byte, radix: 16)
        return "\\x" + (digits.count == 1 ? "0" : "") + digits
    }

    /// The end of `ESC [ digits and semicolons m`, if one begins here.
    private static func endOfColour(_ bytes: [UInt8], at start: Int) -> Int? {
        guard bytes[start] == 0x1B, start + 2 < bytes.count, bytes[start + 1] == UInt8(ascii: "[") else { return nil }
        let parameters = bytes[(start + 2)...].prefix { (UInt8(ascii: "0")...UInt8(ascii: ";")).contains($0) }
        guard parameters.endIndex < bytes.endIndex, bytes[parameters.endIndex] == UInt8(ascii: "m") else { return nil }
        return parameters.endIndex + 1
    }

    /// The scalar at an index and its length; nil: the byte belongs to no valid UTF-8.
    private static func scalar(_ bytes: [UInt8], at index: Int) -> (Unicode.Scalar?, Int) {
        var iterator = bytes[index...].prefix(4).makeIterator()
        var decoder = UTF8()
        guard case .scalarValue(let scalar) = decoder.decode(&iterator) else { return (nil, 1) }
        return (scalar, UTF8.width(scalar))
    }

    private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
        if scalar == "\t" { return true }
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator, .surrogate:
            return false
        case .format:
            // Marks that turn the direction of text around. Joiners stay: scripts and emoji need them.
            return !(0x202A...0x202E).contains(scalar.value) && !(0x2066...0x2069).contains(scalar.value)
                && !(0xE0000...0xE007F).contains(scalar.value)
        default:
            return true
        }
    }
}
