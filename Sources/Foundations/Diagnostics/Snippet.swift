/// The first line of a span as the terminal shows it, and where in it the span stands.
struct Snippet {
    /// Counted from 1.
    let line: Int
    /// `expressway.yaml:12:5`
    let place: String
    /// The line with tabs as spaces and control characters made visible; a long one is cut around the span, with `…` where it is.
    let text: String
    /// How many columns of the terminal stand before the underlined part.
    let underlineColumn: Int
    /// In columns of the terminal, at least one.
    let underlineWidth: Int

    /// A line that takes more columns is cut.
    private static let widest = 140
    /// What is left before the span and of the span itself, in columns, when a line is cut.
    private static let widestBefore = 40
    private static let widestMarked = 60
    /// No more of a line's part is looked at, so that a line of a mebibyte costs nothing.
    private static let longestPart = 1024

    init(_ span: SourceSpan) {
        let (number, range) = span.source.line(at: span.range.lowerBound)
        let bytes = span.source.bytes
        let marked = span.range.clamped(to: range)
        var before = ShownText(lastOf: bytes[range.lowerBound..<marked.lowerBound], bytes: Self.longestPart)
        var middle = ShownText(firstOf: bytes[marked], bytes: Self.longestPart)
        var after = ShownText(firstOf: bytes[marked.upperBound..<range.upperBound], bytes: Self.longestPart)

        if before.isCut || middle.isCut || after.isCut || before.width + middle.width + after.width > Self.widest {
            before.keepLast(columns: Self.widestBefore)
            middle.keepFirst(columns: Self.widestMarked)
            after.keepFirst(columns: Self.widest - before.width - middle.width)
        }

        line = number
        place = span.description
        let tail = middle.isCut ? "…" : after.text + (after.isCut ? "…" : "")
        text = (before.isCut ? "…" : "") + before.text + middle.text + tail
        underlineColumn = before.width + (before.isCut ? 1 : 0)
        underlineWidth = max(1, middle.width)
    }
}

/// A part of a line as the terminal shows it, which can be shortened from either side.
private struct ShownText {
    private var cells: [(text: String, width: Int)]
    private(set) var width: Int
    private(set) var isCut: Bool

    /// - Parameter count: no more than so many of the first bytes are taken.
    init(firstOf bytes: ArraySlice<UInt8>, bytes count: Int) {
        var end = min(bytes.endIndex, bytes.startIndex + count)
        while end < bytes.endIndex, end > bytes.startIndex, bytes[end] & 0xC0 == 0x80 { end -= 1 }
        self.init(bytes[..<end], isCut: end < bytes.endIndex)
    }

    /// - Parameter count: no more than so many of the last bytes are taken.
    init(lastOf bytes: ArraySlice<UInt8>, bytes count: Int) {
        var start = max(bytes.startIndex, bytes.endIndex - count)
        let isCut = start > bytes.startIndex
        while isCut, start < bytes.endIndex, bytes[start] & 0xC0 == 0x80 { start += 1 }
        self.init(bytes[start...], isCut: isCut)
    }

    private init(_ bytes: ArraySlice<UInt8>, isCut: Bool) {
        cells = String(decoding: bytes, as: UTF8.self).map { character in
            let text = character == "\t" ? "    " : String(character).withoutControlCharacters
            return (text, text.terminalWidth)
        }
        width = cells.reduce(0) { $0 + $1.width }
        self.isCut = isCut
    }

    var text: String { cells.map(\.text).joined() }

    mutating func keepFirst(columns: Int) {
        while width > columns, let cell = cells.popLast() {
            width -= cell.width
            isCut = true
        }
    }

    mutating func keepLast(columns: Int) {
        var dropped = 0
        while width > columns, dropped < cells.count {
            width -= cells[dropped].width
            dropped += 1
            isCut = true
        }
        cells.removeFirst(dropped)
    }
}
