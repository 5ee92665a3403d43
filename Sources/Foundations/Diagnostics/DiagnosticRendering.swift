extension Diagnostic {
    /// The finding as the terminal shows it, without a trailing newline.
    ///
    /// - Parameter coloured: whether to use ANSI colour sequences.
    public func rendered(coloured: Bool) -> String {
        let head = coloured ? "\(colour)\(severity.rawValue)[\(id)]\u{1B}[0m" : "\(severity.rawValue)[\(id)]"
        var lines = ["\(head): \(message.withoutControlCharacters)"]
        if let place { lines.append("  --> \(place.withoutControlCharacters)") }
        lines += notes.map { "   = note: \($0.withoutControlCharacters)" }
        if let fix { lines.append("   = help: \(fix.withoutControlCharacters)") }
        return lines.joined(separator: "\n")
    }

    private var colour: String {
        switch severity {
        case .error: "\u{1B}[1;31m"
        case .warning: "\u{1B}[1;33m"
        }
    }
}

extension String {
    /// The text with control characters (escape sequences that would reach the terminal) shown as `\u{1B}` and the like.
    public var withoutControlCharacters: String {
        guard unicodeScalars.contains(where: \.isUnprintable) else { return self }
        return unicodeScalars.reduce(into: "") { text, scalar in
            if scalar.isUnprintable {
                text += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
            } else {
                text.unicodeScalars.append(scalar)
            }
        }
    }
}

extension Unicode.Scalar {
    fileprivate var isUnprintable: Bool {
        properties.generalCategory == .control
    }
}
