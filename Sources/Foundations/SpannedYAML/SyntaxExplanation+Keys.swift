import Diagnostics

/// Colons, keys and their columns.
extension SyntaxExplanation {
    /// A line of a mapping that has no key: the colon is missing, or its space.
    var keyWithoutColon: Diagnostic {
        let line = rest(of: context)
        if offset - context > 1024, offset <= text.lineEnd(from: context) {
            return syntax("a key of more than 1,024 characters", at: line, fix: "put '? ' before it, or shorten it")
        }
        return missingColon(in: line)
    }

    /// - Parameter line: what should have been a key with its value.
    private func missingColon(in line: SourceSpan) -> Diagnostic {
        if let colon = colonWithoutSpace(in: line) { return spaceMissing(behindColon: colon) }
        let name = line.text.prefix { $0 != " " && $0 != "\t" }
        return syntax(
            "a key without ':'", at: line, label: "'name: value' is expected",
            fix: "write ':' and a space behind the key, such as '\(String(name).shortened): …'")
    }

    /// A colon that would end a key if a space followed.
    func spaceMissing(behindColon colon: Int) -> Diagnostic {
        syntax(
            "a space is missing behind ':'", at: SourceSpan(source, colon..<(colon + 1)), fix: "write ': '")
    }

    /// A colon in the first word of a line that looks as if it ended a key; not that of `http://`.
    private func colonWithoutSpace(in line: SourceSpan) -> Int? {
        let word = word(at: line.range.lowerBound).range.clamped(to: line.range)
        return word.dropFirst().first { offset in
            byte(at: offset) == UInt8(ascii: ":") && offset + 1 < word.upperBound
                && byte(at: offset + 1) != UInt8(ascii: "/")
        }
    }

    /// A `: ` where no key can end.
    var unexpectedColon: Diagnostic {
        let colon = SourceSpan(source, offset..<(offset + 1))
        let lineStart = text.lineStart(of: offset)
        guard let before = lastScalar?.span, text.skippingSpace(from: before.range.upperBound) == offset else {
            return previousLineWithoutColon ?? syntax("a ':' that belongs to no key", at: colon)
        }
        if before.range.lowerBound >= lineStart {
            return syntax(
                "a second ': ' in one line", at: colon,
                fix: "put the value in quotes if it holds ': ', or begin a new line for the second key")
        }
        if isFirstInLine(before.range.lowerBound) { return missingColon(in: rest(of: before.range.lowerBound)) }
        return syntax(
            "this line continues the value above, since it is indented deeper", at: rest(of: lineContent(of: offset)),
            related: [.init(rest(of: before.range.lowerBound), "the value that it continues")],
            fix: "put the key in the column of the key above, or remove that key's value if this one belongs under it")
    }

    private var previousLineWithoutColon: Diagnostic? {
        guard let above = lineAbove(offset) else { return nil }
        let line = rest(of: above)
        return line.text.contains(": ") || line.text.hasSuffix(":") ? nil : missingColon(in: line)
    }

    /// Something among the keys of a mapping that is no key.
    var noKey: Diagnostic {
        guard isFirstInLine(offset) else { return textBehindValue }
        switch byte(at: offset) {
        case UInt8(ascii: ":"): return keyMissing
        case UInt8(ascii: "-") where text.isSpaceOrEnd(offset + 1) && column(of: offset) == column(of: context):
            return syntax(
                "a list item among keys", at: rest(of: offset),
                related: [.init(rest(of: context), "the keys begin here")],
                fix: "put the list under a key of its own")
        default: return wrongColumn(what: "keys")
        }
    }

    /// Something among the items of a list that is none.
    var noListItem: Diagnostic {
        guard isFirstInLine(offset) else { return textBehindValue }
        guard column(of: offset) == column(of: context) else { return wrongColumn(what: "list items") }
        return syntax(
            "a list item is expected, which begins with '- '", at: rest(of: offset),
            related: [.init(rest(of: context), "the list begins here")],
            fix: "write '- ' before it, or put it in the column of the key that has the list")
    }

    /// A colon with nothing before it.
    var keyMissing: Diagnostic {
        syntax("a key is missing before ':'", at: SourceSpan(source, offset..<(offset + 1)))
    }

    /// A line whose column is neither that of what stands above nor that of what stands around.
    func wrongColumn(what: String) -> Diagnostic {
        let (found, expected) = (column(of: offset), column(of: context))
        guard found != expected else { return unexpectedText }
        var related = [Diagnostic.Related(rest(of: context), "the \(what) around it begin in column \(expected)")]
        if let above = lineAbove(offset), ![found, expected].contains(column(of: above)) {
            related.append(.init(rest(of: above), "the line above begins in column \(column(of: above))"))
        }
        return syntax(
            "wrong indentation", at: rest(of: offset), label: "this begins in column \(found)", related: related,
            fix: "put it in the same column as those that it belongs to")
    }
}
