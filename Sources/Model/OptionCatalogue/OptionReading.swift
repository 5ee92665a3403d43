public import Diagnostics

extension OptionType {
    /// Reads the words that followed a flag (or stand in a variable or a profile).
    ///
    /// - Throws: a diagnostic that names the option and what it takes.
    public func read(_ words: [String], for name: OptionName, place: String) throws(Diagnostic) -> OptionValue {
        for word in words { try refuseControlCharacters(in: word, name, place) }
        switch self {
        case .toggle:
            guard let flag = Self.toggles[words.first?.lowercased() ?? ""] else {
                throw wrong(name, words, "on or off", place)
            }
            return .toggle(flag)
        case .integer(let range, let unit):
            guard let number = words.first.flatMap({ Int($0) }), range.contains(number) else {
                throw wrong(name, words, "a whole number\(Self.words(for: range, unit))", place)
            }
            return .integer(number)
        case .decimal(let range, let unit):
            guard let number = words.first.flatMap({ Double($0) }), range.contains(number) else {
                throw wrong(
                    name, words,
                    "a number from \(range.lowerBound) to \(range.upperBound)\(unit.map { " (\($0))" } ?? "")", place)
            }
            return .decimal(number)
        case .text, .path:
            return .text(words.first ?? "")
        case .choice(let choices):
            guard let word = words.first, let choice = choices.first(where: { $0.lowercased() == word.lowercased() })
            else {
                throw wrong(
                    name, words, "one of \(choices.joined(separator: ", "))", place,
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
        guard
            let control = word.unicodeScalars.first(where: { $0.properties.generalCategory == .control && $0 != "\t" })
        else { return }
        throw Diagnostic(
            "control-character",
            "the value of '\(name.flag)' holds the control character \(Self.name(of: control)), which no line of Apache's configuration can carry",
            place: place, fix: "take it out of '\(word)'")
    }

    private static func name(of control: Unicode.Scalar) -> String {
        switch control {
        case "\r": "CR (carriage return)"
        case "\n": "LF (newline)"
        case "\0": "NUL"
        default: "U+" + String(control.value, radix: 16, uppercase: true)
        }
    }

    private static func words(for range: ClosedRange<Int>, _ unit: Unit?) -> String {
        let unit = unit.map { " (\($0.rawValue))" } ?? ""
        return range.upperBound == .max
            ? " of at least \(range.lowerBound)\(unit)" : " from \(range.lowerBound) to \(range.upperBound)\(unit)"
    }

    private func wrong(_ name: OptionName, _ words: [String], _ expected: String, _ place: String, fix: String? = nil)
        -> Diagnostic
    {
        Diagnostic(
            "wrong-value", "'\(name.flag)' takes \(expected), not '\(words.joined(separator: " "))'", place: place,
            fix: fix)
    }
}
