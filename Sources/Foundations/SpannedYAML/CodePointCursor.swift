/// Turns libyaml's places, which count code points, into bytes. The way from the last place asked for is walked, so that a whole text in order
/// costs no more than its length.
struct CodePointCursor {
    private let bytes: [UInt8]
    private let origin: Int
    private let isASCII: Bool
    private var index = 0
    private var offset: Int

    /// - Parameters:
    ///   - bytes: valid UTF-8.
    ///   - origin: the byte of code point 0, behind a byte order mark.
    init(_ bytes: [UInt8], origin: Int) {
        self.bytes = bytes
        self.origin = origin
        offset = origin
        isASCII = bytes[origin...].allSatisfy { $0 < 0x80 }
    }

    /// - Returns: the end of the text for what lies behind it.
    mutating func offset(of target: Int) -> Int {
        guard !isASCII else { return min(origin + target, bytes.count) }
        while index < target, offset < bytes.count {
            offset += Self.width(bytes[offset])
            index += 1
        }
        while index > target {
            repeat { offset -= 1 } while bytes[offset] & 0xC0 == 0x80
            index -= 1
        }
        return offset
    }

    private static func width(_ lead: UInt8) -> Int {
        switch lead {
        case ..<0x80: 1
        case ..<0xE0: 2
        case ..<0xF0: 3
        default: 4
        }
    }
}
