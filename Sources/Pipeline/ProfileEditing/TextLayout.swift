import Diagnostics

/// Lines and white space of a text that YAML can be read from. Offsets are bytes; a line begins behind a byte order mark.
struct TextLayout {
    let bytes: [UInt8]
    /// Where the first line begins.
    let origin: Int

    init(_ source: SourceText) {
        bytes = source.bytes
        origin = source.byteOrderMarkLength
    }

    func has(_ character: Unicode.Scalar, at offset: Int) -> Bool {
        offset < bytes.count && bytes[offset] == UInt8(ascii: character)
    }

    func isBlank(_ offset: Int) -> Bool {
        has(" ", at: offset) || has("\t", at: offset)
    }

    func isBreak(_ offset: Int) -> Bool {
        has("\n", at: offset) || has("\r", at: offset)
    }

    /// Whether any comment begins in a range in which there are only blanks, line breaks and comments.
    func hasComment(in range: Range<Int>) -> Bool {
        bytes[range].contains(UInt8(ascii: "#"))
    }

    // MARK: - Lines

    func lineStart(of offset: Int) -> Int {
        var start = offset
        while start > origin, !isBreak(start - 1) { start -= 1 }
        return start
    }

    /// The line break at or behind a byte, or the end of the text.
    func lineEnd(from offset: Int) -> Int {
        var end = offset
        while end < bytes.count, !isBreak(end) { end += 1 }
        return end
    }

    /// Behind the next line break, or the end of the text.
    func nextLine(from offset: Int) -> Int {
        let end = lineEnd(from: offset)
        guard end < bytes.count else { return end }
        return end + (has("\r", at: end) && has("\n", at: end + 1) ? 2 : 1)
    }

    /// Before the line break that ends at a byte, if one does.
    func beforeBreak(endingAt end: Int) -> Int {
        guard end > origin, isBreak(end - 1) else { return end }
        return end - 1 > origin && has("\n", at: end - 1) && has("\r", at: end - 2) ? end - 2 : end - 1
    }

    /// Whether a line begins here, or could: at the start of the text and behind a line break.
    func isLineStart(_ offset: Int) -> Bool {
        offset <= origin || isBreak(offset - 1)
    }

    /// Whether only blanks stand before a byte on its line.
    func isFirstOnLine(_ offset: Int) -> Bool {
        (lineStart(of: offset)..<offset).allSatisfy { isBlank($0) }
    }

    /// How far from the start of its line a byte stands. What stands before it is ASCII wherever this is asked.
    func column(of offset: Int) -> Int {
        offset - lineStart(of: offset)
    }

    /// The line break that ends the line of a byte; if none does, the one before it; if there is none, LF.
    func lineBreak(near offset: Int) -> String {
        let end = lineEnd(from: offset)
        let start = lineStart(of: offset)
        let range = end < bytes.count ? end..<nextLine(from: end) : beforeBreak(endingAt: start)..<start
        return range.isEmpty ? "\n" : String(decoding: bytes[range], as: UTF8.self)
    }

    // MARK: - White space

    func skippingBlanks(from offset: Int) -> Int {
        var offset = offset
        while isBlank(offset) { offset += 1 }
        return offset
    }

    func beforeBlanks(endingAt end: Int) -> Int {
        var start = end
        while start > origin, isBlank(start - 1) { start -= 1 }
        return start
    }

    /// Behind blanks, line breaks and comments.
    func skippingSpace(from offset: Int) -> Int {
        var offset = offset
        while offset < bytes.count {
            if isBlank(offset) || isBreak(offset) {
                offset += 1
            } else if has("#", at: offset) {
                offset = lineEnd(from: offset)
            } else {
                break
            }
        }
        return offset
    }

    /// The start of the next line, if nothing but blanks and a comment follows on this one.
    func lineBehindComment(from offset: Int) -> Int? {
        let next = skippingBlanks(from: offset)
        return next >= bytes.count || isBreak(next) || has("#", at: next) ? nextLine(from: next) : nil
    }

    func skippingEmptyLines(from lineStart: Int) -> Int {
        var line = lineStart
        while line < bytes.count {
            let end = skippingBlanks(from: line)
            guard end == bytes.count || isBreak(end) else { break }
            line = nextLine(from: end)
        }
        return line
    }

    /// Behind the comments from a line on that are indented deeper than a column, and the empty lines among them.
    func skippingComments(deeperThan column: Int, from lineStart: Int) -> Int {
        var end = lineStart
        while true {
            let line = skippingEmptyLines(from: end)
            let text = skippingBlanks(from: line)
            guard has("#", at: text), text - line > column else { return end }
            end = nextLine(from: text)
        }
    }
}
