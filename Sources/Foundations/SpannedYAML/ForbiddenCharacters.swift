import Diagnostics

/// Characters that no YAML text may hold, and those in which YAML 1.1, as libyaml reads it, differs from 1.2.
enum ForbiddenCharacters {
    /// - Parameter source: valid UTF-8.
    /// - Returns: `control-character` for each, ten at most.
    static func findings(in source: SourceText) -> [Diagnostic] {
        var findings: [Diagnostic] = []
        source.bytes.withUnsafeBufferPointer { bytes in
            var index = source.byteOrderMarkLength
            while index < bytes.count, findings.count < 10 {
                let byte = bytes[index]
                if byte >= 0x20 && byte < 0x7F || byte == 9 || byte == 10 || byte == 13 {
                    index += 1
                    continue
                }
                let length = byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
                if let name = name(of: bytes[index..<(index + length)]) {
                    findings.append(finding(name, SourceSpan(source, index..<(index + length))))
                }
                index += length
            }
        }
        return findings
    }

    private static func finding(_ name: String, _ span: SourceSpan) -> Diagnostic {
        Diagnostic(
            "control-character", "the text holds the character \(name), which YAML does not allow here", at: span,
            fix: "remove it; where it is meant, write it in double quotes as \(escape(span.text))")
    }

    /// - Returns: nil for a character that is allowed.
    private static func name(of bytes: Slice<UnsafeBufferPointer<UInt8>>) -> String? {
        switch Array(bytes) {
        case [0]: "NUL"
        case let one where one.count == 1: "U+00" + hexadecimal(UInt32(one[0]), digits: 2)
        case [0xC2, 0x85]: "U+0085 (next line)"
        case let two where two[0] == 0xC2 && two[1] < 0xA0: "U+00" + hexadecimal(UInt32(two[1]), digits: 2)
        case [0xE2, 0x80, 0xA8]: "U+2028 (line separator)"
        case [0xE2, 0x80, 0xA9]: "U+2029 (paragraph separator)"
        case [0xEF, 0xBB, 0xBF]: "U+FEFF (byte order mark)"
        case [0xEF, 0xBF, 0xBE]: "U+FFFE"
        case [0xEF, 0xBF, 0xBF]: "U+FFFF"
        default: nil
        }
    }

    private static func escape(_ text: String) -> String {
        text.unicodeScalars.map { scalar in
            scalar.value < 0x100
                ? "\\x" + hexadecimal(scalar.value, digits: 2) : "\\u" + hexadecimal(scalar.value, digits: 4)
        }.joined()
    }

    private static func hexadecimal(_ value: UInt32, digits: Int) -> String {
        let text = String(value, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, digits - text.count)) + text
    }
}
