public import Diagnostics

extension OptionType {
    /// Reads the words that followed a flag (or stand in a variable or a profile).
    ///
    /// - Throws: a diagnostic that names the option and what it takes.
    public func read(_ words: [String], for name: OptionName, place: String) throws(Diagnostic) -> OptionValue {
        for word in words { try refuseControlCharacters(in: word, name, place) }
        switch self {
        case .toggle:
            guard let flag = Self.toggles[words.first?.lowercased() ?? ""] else { throw wrong(name, words, place) }
            return .toggle(flag)
        case .integer(let range, _):
            guard let number = words.first.flatMap({ Int($0) }), range.contains(number) else {
                throw wrong(name, words, place)
            }
            return .integer(number)
        case .decimal(let range, _):
            guard let number = words.first.flatMap({ Double($0) }), range.contains(number) else {
                throw wrong(name, words, place)
            }
            return .decimal(number)
        case .text, .path:
            return .text(words.first ?? "")
        case .choice(let choices):
            // Not the letters of other scripts whose small letters are these.
            guard let word = words.first, word.utf8.allSatisfy({ $0 < 0x80 }),
                let choice = choices.first(where: { $0.lowercased() == word.lowercased() })
            else {
                throw wrong(
                    name, words, place,
                    fix: NearestName.of(words.first ?? "", among: choices).map { "did you mean '\($0)'?" })
            }
            return .text(choice)
        case .list(let elements):
            for (element, word) in zip(elements, words) { _ = try element.read([word], for: name, place: place) }
            return .list([words])
        }
    }

    private static let toggles = [
        "true": true, "on": true, "yes": true, "1": true, "false": false, "off": false, "no": false, "0": false,
    ]

    private func refuseControlCharacters(in word: String, _ name: OptionName, _ place: String) throws(Diagnostic) {
        guard let control = ControlCharacter(in: word) else { return }
        throw Diagnostic(
            "control-character", "the value of '\(name.flag)' holds \(control)", place: place,
            fix: "take it out of '\(word)'")
    }

    private func wrong(_ name: OptionName, _ words: [String], _ place: String, fix: String? = nil) -> Diagnostic {
        Diagnostic(
            "wrong-value", "'\(name.flag)' takes \(expectation), not '\(words.joined(separator: " "))'", place: place,
            fix: fix)
    }
}
