extension FlowMapping {
    /// Puts an entry behind the last one: on a line of its own where the last one begins its line, else on the same line.
    ///
    /// - Parameter step: how much deeper the first entry of a mapping on several lines stands than the closing brace.
    func insertion(of entry: String, step: Int) -> TextEdit {
        guard !entries.isEmpty else { return insertionOfFirst(entry, step: step) }
        let last = entries.count - 1
        return isFirstOnLine(last)
            ? insertionOfLine(entry, behind: last)
            : TextEdit().inserting(separator(behind: last) + entry, at: end(of: last))
    }

    private func insertionOfFirst(_ entry: String, step: Int) -> TextEdit {
        guard layout.skippingBlanks(from: start) < end else {
            // The white space of `{ }` goes to either side.
            return TextEdit().inserting(entry + text(start..<end), at: end)
        }
        let line = layout.lineStart(of: end)
        let indentation = text(line..<end) + String(repeating: " ", count: step)
        return TextEdit().inserting(indentation + entry + layout.lineBreak(near: line), at: line)
    }

    private func insertionOfLine(_ entry: String, behind last: Int) -> TextEdit {
        let lineStart = layout.lineStart(of: start(of: last))
        let indentation = text(lineStart..<start(of: last))
        let lineBreak = layout.lineBreak(near: end(of: last))
        if let comma = commaOnSameLine(behind: last), let next = layout.lineBehindComment(from: comma + 1) {
            return TextEdit().inserting("\(indentation)\(entry),\(lineBreak)", at: next)
        }
        if comma(behind: last) == nil, let next = layout.lineBehindComment(from: end(of: last)) {
            return TextEdit().inserting(commaToWrite(behind: last), at: end(of: last))
                .inserting(indentation + entry + lineBreak, at: next)
        }
        if comma(behind: last) == nil || commaOnSameLine(behind: last) != nil {
            return TextEdit().inserting(commaToWrite(behind: last) + lineBreak + indentation + entry, at: end(of: last))
        }
        return TextEdit().inserting(separator(behind: last) + entry, at: end(of: last))
    }

    private func commaToWrite(behind index: Int) -> String {
        endsInColon(index) ? " ," : ","
    }

    /// A comma, and the white space that stands before the last entry already.
    private func separator(behind last: Int) -> String {
        guard last > 0, let comma = comma(behind: last - 1) else { return commaToWrite(behind: last) + " " }
        let gap = comma + 1..<start(of: last)
        return commaToWrite(behind: last) + (gap.allSatisfy { layout.isBlank($0) } ? text(gap) : " ")
    }

    private func text(_ range: Range<Int>) -> String {
        String(decoding: layout.bytes[range], as: UTF8.self)
    }
}
