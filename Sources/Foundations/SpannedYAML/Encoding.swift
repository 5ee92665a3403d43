import Diagnostics

/// Whether a text is UTF-8, and what it is if not.
enum Encoding {
    /// - Returns: the first place that is no UTF-8, as `invalid-utf-8`.
    static func finding(in source: SourceText) -> Diagnostic? {
        if isUTF16(source.bytes) {
            return Diagnostic(
                "invalid-utf-8", "the file is in UTF-16, not in UTF-8", at: SourceSpan(source, at: 0),
                fix: "save it as UTF-8")
        }
        guard let offset = firstInvalidByte(source.bytes) else { return nil }
        let byte = String(source.bytes[offset], radix: 16, uppercase: true)
        return Diagnostic(
            "invalid-utf-8", "the file is not in UTF-8", at: SourceSpan(source, offset..<(offset + 1)),
            label: "the byte 0x\(byte.count == 1 ? "0" : "")\(byte), at offset \(offset), belongs to no character",
            fix: "save it as UTF-8; it may be in Latin-1 or Windows-1252")
    }

    /// A byte order mark, or a zero in every second byte at the start.
    private static func isUTF16(_ bytes: [UInt8]) -> Bool {
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) { return true }
        let start = bytes.prefix(8)
        guard start.count >= 4 else { return false }
        return [0, 1].contains { parity in
            start.indices.allSatisfy { (start[$0] == 0) == ($0 % 2 == parity) }
        }
    }

    /// Source: Unicode 16, table 3-7, well-formed UTF-8.
    private static func firstInvalidByte(_ bytes: [UInt8]) -> Int? {
        bytes.withUnsafeBufferPointer { bytes in
            var index = 0
            while index < bytes.count {
                let lead = bytes[index]
                if lead < 0x80 {
                    index += 1
                    continue
                }
                let (count, second): (Int, ClosedRange<UInt8>)
                switch lead {
                case 0xC2...0xDF: (count, second) = (2, 0x80...0xBF)
                case 0xE0: (count, second) = (3, 0xA0...0xBF)
                case 0xED: (count, second) = (3, 0x80...0x9F)
                case 0xE1...0xEF: (count, second) = (3, 0x80...0xBF)
                case 0xF0: (count, second) = (4, 0x90...0xBF)
                case 0xF1...0xF3: (count, second) = (4, 0x80...0xBF)
                case 0xF4: (count, second) = (4, 0x80...0x8F)
                default: return index
                }
                guard index + count <= bytes.count, second.contains(bytes[index + 1]) else { return index }
                for trail in 2..<max(2, count) where bytes[index + trail] & 0xC0 != 0x80 { return index }
                index += count
            }
            return nil
        }
    }
}
