/// A piece of a text that the user wrote.
public struct SourceSpan: Sendable {
    /// The text of which it is a piece.
    public let source: SourceText
    /// Half open, in bytes.
    public let range: Range<Int>

    /// - Parameter range: in bytes; what lies outside of the text is cut off.
    public init(_ source: SourceText, _ range: Range<Int>) {
        self.source = source
        self.range = range.clamped(to: 0..<source.bytes.count)
    }

    /// An empty span, such as where something is missing.
    public init(_ source: SourceText, at offset: Int) {
        self.init(source, offset..<offset)
    }

    /// Where the first character stands.
    public var start: SourcePosition { SourcePosition(of: range.lowerBound, in: source) }
    /// Where the first character behind the span stands.
    public var end: SourcePosition { SourcePosition(of: range.upperBound, in: source) }
    /// Whether it covers nothing, such as the place of a value that is missing.
    public var isEmpty: Bool { range.isEmpty }

    /// The text itself; bytes that are no UTF-8 become U+FFFD.
    public var text: String {
        String(decoding: source.bytes[range], as: UTF8.self)
    }

    /// From the start of this span to the end of another one in the same text.
    public func through(_ other: SourceSpan) -> SourceSpan {
        SourceSpan(source, range.lowerBound..<max(range.lowerBound, other.range.upperBound))
    }
}

extension SourceSpan: Equatable {
    /// Equal are spans of the same range in texts of the same name.
    public static func == (one: SourceSpan, other: SourceSpan) -> Bool {
        one.range == other.range && one.source.name == other.source.name
    }
}

extension SourceSpan: CustomStringConvertible {
    /// Where it starts: `expressway.yaml:12:5`.
    public var description: String {
        let start = start
        return "\(source.name):\(start.line):\(start.column)"
    }
}

/// A place in a text as editors count it.
public struct SourcePosition: Equatable, Sendable {
    /// Counted from 1.
    public let line: Int
    /// Counted from 1, in characters as a reader sees them (grapheme clusters); a tab is one.
    public let column: Int

    init(of offset: Int, in source: SourceText) {
        let (number, range) = source.line(at: offset)
        let before = source.bytes[range.lowerBound..<max(range.lowerBound, offset)]
        line = number
        column = 1 + (before.allSatisfy { $0 < 0x80 } ? before.count : String(decoding: before, as: UTF8.self).count)
    }
}
