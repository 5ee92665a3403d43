extension BlockMapping {
    /// Puts an entry behind the last one, on lines of its own: below the comments that are indented deeper than the keys, which belong to the last
    /// entry, and above all others, which belong to what follows.
    ///
    /// - Returns: the edit, and one to fall back to where the last value has no end: a block scalar without a line break behind it would get one.
    func insertions(of lines: [String]) -> [TextEdit] {
        let last = entries.count - 1
        let before = layout.lineStart(of: start(of: last))
        return [
            layout.inserting(lines, at: lineBehindComments(last)),
            layout.inserting(lines, at: before),
        ]
    }
}

extension TextLayout {
    /// Inserts lines at the start of a line, or at the end of a text whose last line has no line break: then the new one has none either.
    func inserting(_ lines: [String], at offset: Int) -> TextEdit {
        let lineBreak = lineBreak(near: offset > origin ? beforeBreak(endingAt: offset) : offset)
        let text = lines.joined(separator: lineBreak)
        return TextEdit().inserting(isLineStart(offset) ? text + lineBreak : lineBreak + text, at: offset)
    }

    /// Deletes lines.
    ///
    /// - Returns: the edit; where the last line has no line break, first the one that leaves the line before without one too.
    func deleting(_ lines: Range<Int>) -> [TextEdit] {
        let plain = TextEdit().deleting(lines)
        guard lines.upperBound == bytes.count, !isLineStart(bytes.count), lines.lowerBound > origin else {
            return [plain]
        }
        return [TextEdit().deleting(beforeBreak(endingAt: lines.lowerBound)..<lines.upperBound), plain]
    }
}
