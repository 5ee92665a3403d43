extension Diagnostic {
    /// The finding as the terminal shows it, without a trailing newline.
    ///
    /// - Parameter coloured: whether to use ANSI colour sequences.
    public func rendered(coloured: Bool) -> String {
        let style = coloured ? Style(colour: colour) : .plain
        let snippets = snippets
        // Two columns even for a line number of one digit: the arrows of all findings stand below each other.
        let gutter = snippets.map { String($0.snippet.line).count }.reduce(2, max)
        let margin = String(repeating: " ", count: gutter)

        var lines = ["\(style.emphasised("\(severity.rawValue)[\(id)]")): \(message.withoutControlCharacters)"]
        if let place { lines.append("\(margin)--> \(place.withoutControlCharacters)") }
        for (arrow, mark, label, snippet) in snippets {
            if arrow == ":::" { lines.append("\(margin) |") }
            lines.append("\(margin)\(arrow) \(snippet.place.withoutControlCharacters)")
            lines.append("\(margin) |")
            let number = String(snippet.line)
            let padding = String(repeating: " ", count: gutter - number.count)
            lines.append("\(padding)\(number) |\(snippet.text.isEmpty ? "" : " \(snippet.text)")")
            let underline = String(repeating: mark, count: snippet.underlineWidth)
            let behind = label.map { " \($0.withoutControlCharacters)" } ?? ""
            let indentation = String(repeating: " ", count: snippet.underlineColumn)
            lines.append("\(margin) | \(indentation)\(style.emphasised(underline + behind))")
        }
        lines += notes.map { "\(margin) = note: \($0.withoutControlCharacters)" }
        if let fix { lines.append("\(margin) = help: \(fix.withoutControlCharacters)") }
        return lines.joined(separator: "\n")
    }

    private var snippets: [(arrow: String, mark: Character, label: String?, snippet: Snippet)] {
        let primary = span.map { [("-->", Character("^"), label, Snippet($0))] } ?? []
        return primary + related.map { (":::", "-", $0.label, Snippet($0.span)) }
    }

    private var colour: String {
        switch severity {
        case .error: "\u{1B}[1;31m"
        case .warning: "\u{1B}[1;33m"
        }
    }
}

/// How the parts that catch the eye are shown.
private enum Style {
    case plain
    case coloured(String)

    init(colour: String) {
        self = .coloured(colour)
    }

    func emphasised(_ text: String) -> String {
        switch self {
        case .plain: text
        case .coloured(let start): "\(start)\(text)\u{1B}[0m"
        }
    }
}
