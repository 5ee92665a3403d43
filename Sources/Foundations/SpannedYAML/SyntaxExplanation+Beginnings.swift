import Diagnostics

/// Characters that cannot begin a value, or begin something else.
extension SyntaxExplanation {
    /// A character with which nothing can begin: `@`, a backtick, `%`, a tab; `|` and `>` within brackets.
    var wrongBeginning: Diagnostic {
        switch byte(at: offset) {
        case UInt8(ascii: "\t"): return tabInIndentation
        case UInt8(ascii: "|"), UInt8(ascii: ">"):
            return syntax(
                "a text of several lines cannot begin within brackets", at: value(at: offset),
                fix: "if '\(character(at: offset))' is meant as text, put the value in quotes")
        default:
            return syntax(
                "a value cannot begin with '\(character(at: offset))'", at: value(at: offset), fix: "put it in quotes")
        }
    }

    /// A value whose first character begins something else, which then is none.
    ///
    /// - Parameter meaning: what the character begins for YAML.
    func needsQuotes(meaning: String) -> Diagnostic {
        let first = character(at: context)
        return syntax(
            "a value that begins with '\(first)' must be in quotes", at: value(at: context),
            notes: ["without quotes, '\(first)' begins \(meaning)"])
    }

    /// A tab where libyaml takes spaces alone.
    var tabInIndentation: Diagnostic {
        guard byte(at: offset) == UInt8(ascii: "\t"), lineContent(of: offset) > offset else {
            return syntax(
                "a tab where only spaces may stand", at: SourceSpan(source, offset..<(offset + 1)),
                fix: "write a space instead")
        }
        let tab = SourceSpan(source, offset..<lineContent(of: offset))
        return text.isSpaceOrEnd(tab.range.upperBound)
            ? syntax("a tab in an empty line", at: tab, fix: "remove it")
            : syntax("a tab in the indentation", at: tab, fix: "indent with spaces")
    }

    /// `key: - item`
    var listItemBesideKey: Diagnostic {
        syntax(
            "a list item cannot begin here", at: rest(of: offset),
            fix: "begin a new line for the list; if '- ' is meant as text, put the value in quotes")
    }

    /// `key: ? other`
    var keyBesideKey: Diagnostic {
        syntax(
            "'? ' cannot begin a key here", at: rest(of: offset), fix: "if it is meant as text, put the value in quotes"
        )
    }

    /// `|0`
    var zeroIndentation: Diagnostic {
        syntax(
            "a text of several lines cannot have an indentation of 0", at: word(at: context),
            fix: "remove '0': the first line says how deep the text is indented")
    }

    /// A directive other than one `%YAML 1.2`.
    var brokenDirective: Diagnostic {
        syntax(
            "a line cannot begin with '%'", at: rest(of: context),
            notes: ["it begins a directive, of which '%YAML 1.2', once and before '---', is the only one that is read"],
            fix: "if '%' is meant as text, put the value in quotes")
    }

    /// A document that follows a directive without `---`.
    var missingDocumentStart: Diagnostic {
        syntax("a line '---' is missing before this", at: rest(of: offset), fix: "write '---' behind the directive")
    }

    /// From a byte to the end of the value that was probably meant: within brackets to the next comma or bracket.
    private func value(at start: Int) -> SourceSpan {
        guard openBracket != nil else { return rest(of: start) }
        let end = rest(of: start).range.first {
            [UInt8(ascii: ","), UInt8(ascii: "]"), UInt8(ascii: "}")].contains(byte(at: $0))
        }
        return end.map { SourceSpan(source, start..<$0) } ?? rest(of: start)
    }
}
