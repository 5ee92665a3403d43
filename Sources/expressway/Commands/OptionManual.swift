import OptionCatalogue

/// What the catalogue says of an option, in words.
enum OptionManual {
    /// The flag with its words, what it does, its default, and what must hold for it.
    static func entry(_ option: OptionDetails) -> String {
        ([usage(option), "", option.summary] + [defaultLine(option)].compactMap { $0 } + conditions(option))
            .joined(separator: "\n")
    }

    static func usage(_ option: OptionDetails) -> String {
        ([option.name.flag] + option.type.metavars).joined(separator: " ")
    }

    static func defaultLine(_ option: OptionDetails) -> String? {
        if case .toggle = option.type, case .value(.toggle(let flag)) = option.fallback {
            return "Default: \(flag ? "on" : "off")."
        }
        return OptionsDocument.words(for: option.fallback).map { "Default: \($0)." }
    }

    /// One sentence for each rule.
    static func conditions(_ option: OptionDetails) -> [String] {
        let rules = option.rules
        var sentences: [String] = []
        if let values = values(option.type) { sentences.append("Takes \(values).") }
        if !rules.requires.isEmpty { sentences.append("Needs \(list(rules.requires, "and")).") }
        if !rules.requiresAny.isEmpty { sentences.append("Needs \(list(rules.requiresAny, "or")).") }
        let excluded = rules.excludes + Catalogue.all.filter { $0.rules.excludes.contains(option.name) }.map(\.name)
        if !excluded.isEmpty { sentences.append("Not together with \(list(excluded, "or")).") }
        if let other = rules.idleWithout { sentences.append("Does nothing without \(other.flag).") }
        if !rules.apacheModules.isEmpty {
            sentences.append("Needs Apache's \(rules.apacheModules.map { "mod_\($0)" }.joined(separator: ", ")).")
        }
        if let version = rules.wsgiVersion { sentences.append("Needs mod_wsgi \(version).") }
        switch option.availability {
        case .available: break
        case .oldName(let current): sentences.append("Old: write \(current.flag).")
        case .withoutEffect(let reason): sentences.append("Old, without effect: \(reason).")
        case .notYet(let advice): sentences.append("Not there yet, and refused\(advice.map { ": \($0)" } ?? "").")
        }
        if option.heritage == .expressway { sentences.append("Not in mod_wsgi-express.") }
        return sentences
    }

    private static func list(_ names: [OptionName], _ word: String) -> String {
        names.map(\.flag).joined(separator: " \(word) ")
    }

    private static func values(_ type: OptionType) -> String? {
        switch type {
        case .choice(let choices): choices.joined(separator: ", ")
        case .integer(let range, let unit):
            "\(range.lowerBound) to \(range.upperBound)\(unit.map { " \($0.rawValue)" } ?? "")"
        case .decimal(let range, let unit):
            "\(range.lowerBound) to \(range.upperBound)\(unit.map { " \($0.rawValue)" } ?? "")"
        case .toggle, .text, .path, .list: nil
        }
    }
}

/// The reference of all options, in Markdown.
enum OptionReference {
    static var markdown: String {
        let head = """
            # Options

            Generated from the catalogue by `expressway options --markdown`. Every flag works with `start-server`, `setup-server` and
            `runmodwsgi`; a switch is turned off by `--no-NAME`. `expressway explain NAME` says what an option comes to in your project.
            """
        return head + "\n" + Catalogue.listings.map(section).joined()
    }

    private static func section(_ listing: Catalogue.Listing) -> String {
        "\n## \(listing.title)\n" + listing.options.map(entry).joined()
    }

    private static func entry(_ option: OptionDetails) -> String {
        var lines = ["", "### `\(OptionManual.usage(option))`", "", option.summary]
        let details = [OptionManual.defaultLine(option)].compactMap { $0 } + OptionManual.conditions(option)
        if !details.isEmpty { lines += [""] + details.map { "- \($0)" } }
        if !option.feeds.isEmpty {
            let names = option.feeds.map { "`\($0)`" }.joined(separator: ", ")
            lines += (details.isEmpty ? [""] : []) + ["- Directives: \(names)."]
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
