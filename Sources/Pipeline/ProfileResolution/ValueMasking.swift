public import OptionCatalogue

/// Hides from the screen what is nobody's business who looks over the shoulder.
public enum ValueMasking {
    public static let mask = "••••••"

    private static let telling = [
        "SECRET", "PASSWORD", "PASSWD", "PASSPHRASE", "TOKEN", "CREDENTIAL", "PRIVATE", "APIKEY", "API_KEY",
    ]

    /// - Parameter name: of the variable; one that speaks of a secret has its value hidden.
    public static func masked(_ value: String, of name: String) -> String {
        let upper = name.uppercased()
        let isTelling = telling.contains(where: upper.contains) || upper == "KEY" || upper.hasSuffix("_KEY")
        return isTelling && !value.isEmpty ? mask : withoutPassword(value)
    }

    /// `postgres://user:password@host/name` without the password.
    static func withoutPassword(_ text: String) -> String {
        guard let scheme = text.firstRange(of: "://") else { return text }
        let rest = text[scheme.upperBound...]
        let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        guard let at = authority.lastIndex(of: "@"), let colon = authority[..<at].firstIndex(of: ":") else {
            return text
        }
        return text[...colon] + mask + text[at...]
    }
}

extension ResolvedProfile {
    /// The value as the user would write it, secrets masked; nil where there is none.
    public func shownText(of name: OptionName) -> String? {
        guard !Self.shows(name), case .list(let occurrences) = given(name) else {
            return text(of: name)
        }
        return OptionValue.list(occurrences.map(Self.masked)).displayed
    }

    /// The elements of an option that may be given several times, secrets masked.
    public func shownElements(of name: OptionName) -> [ListElement] {
        elements(of: name).map { ListElement(Self.shows(name) ? $0.words : Self.masked($0.words), $0.provenance) }
    }

    /// What one layer says of an option, secrets masked.
    public static func shownText(of change: SettingChange, _ name: OptionName) -> String {
        guard let value = change.value else { return "the default" }
        guard !shows(name), case .list(let occurrences) = value else { return value.displayed }
        return OptionValue.list(occurrences.map(masked)).displayed
    }

    /// Whether its values can hold no secrets.
    private static func shows(_ name: OptionName) -> Bool {
        !["environment", "setenv"].contains(name)
    }

    /// The words of one occurrence of an option, secrets masked.
    static func masked(_ words: [String]) -> [String] {
        words.count == 2 ? [words[0], ValueMasking.masked(words[1], of: words[0])] : words
    }
}
