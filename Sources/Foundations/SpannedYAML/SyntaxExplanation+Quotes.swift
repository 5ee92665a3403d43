import Diagnostics

/// Quoted text, and what stands behind it.
extension SyntaxExplanation {
    /// A quoted text that goes on to the end of the document.
    var unclosedQuote: Diagnostic {
        let quote = character(at: context)
        let fix = "write \(quote) at the end of the text"
        let opening = SourceSpan(source, context..<(context + 1))
        guard offset < source.bytes.count else {
            return syntax("a quoted text without end", at: opening, label: "this quote is not closed", fix: fix)
        }
        return syntax(
            "a quoted text without end", at: opening, label: "this quote is not closed",
            related: [.init(word(at: offset), "the document ends here")], fix: fix)
    }

    /// A backslash before a character that it gives no meaning.
    var unknownEscape: Diagnostic {
        guard offset + 1 < source.bytes.count else { return unclosedQuote }
        let escaped = character(at: offset + 1)
        return syntax(
            "'\\\(escaped)' means nothing in double quotes",
            at: SourceSpan(source, offset..<(offset + 1 + escaped.utf8.count)),
            fix: "write '\\\\\(escaped)', or use single quotes, in which a backslash is a backslash")
    }

    /// libyaml stands behind `\x`, `\u` or `\U`.
    var incompleteEscape: Diagnostic {
        let escape = SourceSpan(source, (offset - 2)..<offset)
        return syntax(
            "'\(escape.text)' takes \(escapeDigits) hexadecimal digits", at: escape,
            fix: "if no escape is meant, write '\\\(escape.text)', or use single quotes")
    }

    /// A surrogate, or a number beyond U+10FFFF. libyaml stands behind `\u` or `\U`.
    var escapeOfNothing: Diagnostic {
        syntax(
            "an escape for a character that does not exist",
            at: SourceSpan(source, (offset - 2)..<(offset + escapeDigits)))
    }

    private var escapeDigits: Int {
        switch byte(at: offset - 1) {
        case UInt8(ascii: "u"): 4
        case UInt8(ascii: "U"): 8
        default: 2
        }
    }

    /// Something that follows a value in its line.
    var textBehindValue: Diagnostic {
        switch byte(at: offset) {
        case UInt8(ascii: "]"), UInt8(ascii: "}"), UInt8(ascii: ","): return unopenedBracket
        case UInt8(ascii: ":"): return keyMissing
        case UInt8(ascii: "&") where lastScalar?.span.isEmpty == true: return twoAnchors
        case UInt8(ascii: "*") where lastScalar?.span.isEmpty == true: return aliasBehindAnchor
        default: break
        }
        guard let before = lastScalar, case .scalar(let scalar) = before.content,
            scalar.style == .singleQuoted || scalar.style == .doubleQuoted,
            before.place.range.upperBound <= offset, text.skippingSpace(from: before.place.range.upperBound) == offset
        else { return unexpectedText }
        return textBehindQuote(before.place)
    }

    private func textBehindQuote(_ quoted: SourceSpan) -> Diagnostic {
        let isOverSeveralLines = text.lineEnd(from: quoted.range.lowerBound) < quoted.range.upperBound
        let opening = SourceSpan(source, quoted.range.lowerBound..<(quoted.range.lowerBound + 1))
        let quote = character(at: quoted.range.lowerBound)
        return syntax(
            "text behind a closing quote", at: rest(of: offset),
            related: [
                .init(
                    opening,
                    isOverSeveralLines
                        ? "the quote that opens the text; is it closed in this line?" : "the quote that opens the text")
            ],
            fix: quote == "'"
                ? "remove it, put all of it in quotes, or write a quote within the text as ''"
                : "remove it, put all of it in quotes, or write a quote within the text as \\\"")
    }

    /// Something that follows the value of the whole document, which begins at the context.
    var textBehindDocument: Diagnostic {
        guard isFirstInLine(offset) else { return textBehindValue }
        switch byte(at: context) {
        case UInt8(ascii: "|"), UInt8(ascii: ">"):
            return syntax(
                "a text of several lines must be indented", at: rest(of: offset),
                related: [.init(rest(of: context), "the text begins here")], fix: "put spaces before each of its lines")
        case _ where column(of: offset) < column(of: context): return wrongColumn(what: "lines")
        default:
            return syntax(
                "text behind the end of the document", at: rest(of: offset),
                related: [.init(rest(of: context), "the document is this value")])
        }
    }

    /// Something of which no more can be said than that it cannot stand here.
    var unexpectedText: Diagnostic {
        offset < source.bytes.count
            ? syntax(
                "unexpected text", at: rest(of: offset),
                fix: "if it belongs to the value, put the whole value in quotes")
            : syntax("the text ends too early", at: SourceSpan(source, at: offset))
    }
}
