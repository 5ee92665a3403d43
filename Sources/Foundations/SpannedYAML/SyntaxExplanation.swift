import Diagnostics

/// Says in plain words what libyaml did not understand, where it probably comes from, and what to do.
struct SyntaxExplanation {
    let source: SourceText
    /// Where libyaml gave up, in bytes.
    let offset: Int
    /// Where that began which it was at, in bytes; the same place if it does not say.
    let context: Int
    /// The scalar before.
    let lastScalar: YAMLNode?
    /// The innermost bracket that is open.
    let openBracket: Int?

    /// The source, for questions about its lines.
    var text: YAMLText { YAMLText(bytes: source.bytes) }

    /// Source: libyaml 0.2.5 scanner.c and parser.c, every call of their set_…_error functions.
    func diagnostic(for problem: SyntaxProblem) -> Diagnostic {
        switch problem.problem {
        case "could not find expected ':'": keyWithoutColon
        case "mapping values are not allowed in this context": unexpectedColon
        case "did not find expected key": noKey
        case "did not find expected '-' indicator": noListItem
        case "found unexpected ':'": spaceMissing(behindColon: offset)
        case "did not find expected ',' or ']'", "did not find expected ',' or '}'": brokenBrackets
        case "did not find expected node content": noValue
        case "found character that cannot start any token": wrongBeginning
        case "did not find expected alphabetic or numeric character":
            needsQuotes(
                meaning: byte(at: context) == UInt8(ascii: "*")
                    ? "an alias, which repeats a value" : "an anchor, which names a value")
        case "mapping keys are not allowed in this context": keyBesideKey
        case "block sequence entries are not allowed in this context": listItemBesideKey
        case "found a tab character that violates indentation",
            "found a tab character where an indentation space is expected":
            tabInIndentation
        case "found an indentation indicator equal to 0": zeroIndentation
        case "found unexpected end of stream", "found unexpected document indicator": unclosedQuote
        case "found unknown escape character": unknownEscape
        case "did not find expected hexdecimal number": incompleteEscape
        case "found invalid Unicode character escape code": escapeOfNothing
        case "found undefined tag handle": .tag(word(at: offset))
        case "did not find expected comment or line break" where problem.context == "while scanning a block scalar":
            needsQuotes(meaning: "a text of several lines")
        case _ where problem.context.hasSuffix("a tag"): needsQuotes(meaning: "a tag")
        case "did not find expected <document start>": missingDocumentStart
        case _ where problem.context.hasSuffix("directive"), "found duplicate %YAML directive": brokenDirective
        default: syntax("this is no YAML: \(problem.problem)", at: word(at: offset))
        }
    }
}

extension SyntaxExplanation {
    /// A finding with the id `yaml-syntax`, and a note if a space in its line is none.
    func syntax(
        _ message: String, at span: SourceSpan, label: String? = nil, related: [Diagnostic.Related] = [],
        notes: [String] = [], fix: String? = nil
    ) -> Diagnostic {
        let line = source.bytes[text.lineStart(of: span.range.lowerBound)..<text.lineEnd(from: span.range.lowerBound)]
        let hasNoBreakSpace = zip(line, line.dropFirst()).contains { $0 == 0xC2 && $1 == 0xA0 }
        return Diagnostic(
            "yaml-syntax", message, at: span, label: label, related: related,
            notes: notes
                + (hasNoBreakSpace ? ["this line holds a no-break space (U+00A0), which is no space to YAML"] : []),
            fix: fix)
    }

    /// - Returns: 0 behind the end of the text; no text that is read holds a NUL.
    func byte(at offset: Int) -> UInt8 {
        offset < source.bytes.count ? source.bytes[offset] : 0
    }

    /// A byte that the user typed, for a message.
    func character(at offset: Int) -> String {
        let span = word(at: offset)
        return span.text.first.map { String($0).withoutControlCharacters } ?? ""
    }

    /// From a byte to the next white space.
    func word(at start: Int) -> SourceSpan {
        var end = start
        while !text.isSpaceOrEnd(end) { end += 1 }
        return SourceSpan(source, start..<end)
    }

    /// From a byte to the end of its line, without white space and comment there.
    func rest(of start: Int) -> SourceSpan {
        var end = start
        var offset = start
        while offset < source.bytes.count, !text.isBreak(offset) {
            if source.bytes[offset] == UInt8(ascii: "#"), offset > start, text.isBlank(offset - 1) { break }
            if !text.isBlank(offset) { end = offset + 1 }
            offset += 1
        }
        return SourceSpan(source, start..<end)
    }

    /// Where the first character of a line stands that is no blank.
    func lineContent(of offset: Int) -> Int {
        var start = text.lineStart(of: offset)
        if start == 0 { start = source.byteOrderMarkLength }
        while start < source.bytes.count, text.isBlank(start) { start += 1 }
        return start
    }

    /// Where the nearest line above begins that is neither empty nor a comment.
    func lineAbove(_ offset: Int) -> Int? {
        var start = text.lineStart(of: offset)
        while start > source.byteOrderMarkLength {
            start = text.lineStart(of: text.beforeBreak(endingAt: start))
            let content = lineContent(of: start)
            if !text.isSpaceOrEnd(content), byte(at: content) != UInt8(ascii: "#") { return content }
        }
        return nil
    }

    /// Whether only blanks stand before a byte in its line.
    func isFirstInLine(_ offset: Int) -> Bool {
        lineContent(of: offset) == offset
    }

    /// Counted from 1, as editors do.
    func column(of offset: Int) -> Int {
        SourceSpan(source, at: offset).start.column
    }
}
