import Diagnostics

/// Collections in brackets and braces.
extension SyntaxExplanation {
    /// No comma and no closing bracket where one is expected.
    var brokenBrackets: Diagnostic {
        let bracket = openBracket ?? context
        let opening = SourceSpan(source, bracket..<(bracket + 1))
        let closing = byte(at: bracket) == UInt8(ascii: "[") ? "]" : "}"
        switch byte(at: offset) {
        case UInt8(ascii: "]"), UInt8(ascii: "}"):
            return syntax(
                "'\(character(at: offset))' closes '\(opening.text)'", at: SourceSpan(source, offset..<(offset + 1)),
                label: "'\(closing)' is expected", related: [.init(opening, "opened here")])
        case _ where text.lineEnd(from: bracket) >= offset && offset < source.bytes.count:
            return syntax(
                "',' or '\(closing)' is expected", at: word(at: offset), related: [.init(opening, "opened here")],
                fix: "write ',' between two values, and quotes around a value that holds ': ' or brackets")
        default: return unclosedBracket(opening, closing)
        }
    }

    private func unclosedBracket(_ opening: SourceSpan, _ closing: String) -> Diagnostic {
        let place =
            offset < source.bytes.count
            ? [Diagnostic.Related(word(at: offset), "',' or '\(closing)' is expected here")] : []
        return syntax(
            "'\(opening.text)' without '\(closing)'", at: opening, label: "this bracket is not closed", related: place,
            fix: "write '\(closing)' behind the last value")
    }

    /// A comma or a closing bracket outside of brackets.
    var unopenedBracket: Diagnostic {
        syntax(
            "'\(character(at: offset))' without a bracket that was opened",
            at: SourceSpan(source, offset..<(offset + 1)),
            fix: "if it is meant as text, put the whole value in quotes")
    }

    /// Nothing that a value could begin with.
    var noValue: Diagnostic {
        if offset >= source.bytes.count, let openBracket {
            return unclosedBracket(
                SourceSpan(source, openBracket..<(openBracket + 1)),
                byte(at: openBracket) == UInt8(ascii: "[") ? "]" : "}")
        }
        let here = SourceSpan(source, offset..<(offset + 1))
        switch byte(at: offset) {
        case UInt8(ascii: ":"): return keyMissing
        case UInt8(ascii: ","), UInt8(ascii: "]"), UInt8(ascii: "}"):
            return openBracket == nil
                ? unopenedBracket : syntax("a value is missing before '\(here.text)'", at: here)
        case UInt8(ascii: "-") where openBracket != nil:
            return syntax(
                "a list in brackets has no dashes", at: here, fix: "remove '-' and separate the values with ','")
        case UInt8(ascii: "*"): return aliasBehindAnchor
        case UInt8(ascii: "&"): return twoAnchors
        default:
            return offset < source.bytes.count
                ? syntax("a value is expected here", at: word(at: offset))
                : syntax("the text ends where a value is expected", at: SourceSpan(source, at: offset))
        }
    }

    /// `&a *b`
    var aliasBehindAnchor: Diagnostic {
        syntax("an alias cannot have an anchor of its own", at: word(at: offset))
    }

    /// `&a &b c`
    var twoAnchors: Diagnostic {
        syntax("two anchors for one value", at: word(at: offset), fix: "remove one")
    }
}
