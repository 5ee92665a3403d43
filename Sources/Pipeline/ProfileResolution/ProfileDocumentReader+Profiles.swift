import Diagnostics
import OptionCatalogue
import SpannedYAML

extension ProfileDocumentReader {
    /// The keys of a profile that are no options.
    public static let structuralKeys = ["abstract", "description", "extends"]

    mutating func profile(_ entry: YAMLEntry) -> ProfileDefinition? {
        guard entry.name.isProfileName else {
            complain(
                "profile-name",
                "'\(entry.name)' is no name for a profile: a letter or '_', then letters, digits, '.', '_' or '-'; not true, false or null",
                entry.key)
            return nil
        }
        var description: String?
        var abstract: (span: SourceSpan, flag: Bool)?
        var parents: [ParentReference] = []
        var settings: [ProfileSetting] = []
        let entries = entries(of: entry.value, in: "profile '\(entry.name)'")
        settings.reserveCapacity(entries.count)
        for setting in entries {
            switch setting.name {
            case "description": description = words(setting.value, of: "description")
            case "abstract": abstract = toggle(setting.value, of: "abstract").map { (setting.span, $0) }
            case "extends": parents = references(setting.value)
            default: if let known = option(setting) { settings.append(known) }
            }
        }
        checkOldNames(settings)
        return ProfileDefinition(
            document: key, name: SpannedName(text: entry.name, span: entry.key.place), span: entry.span,
            description: description, isAbstract: abstract?.flag ?? false, abstract: abstract?.span, parents: parents,
            settings: settings)
    }

    private mutating func option(_ entry: YAMLEntry) -> ProfileSetting? {
        if let option = Catalogue.byName[OptionName(entry.name)] { return ProfileSetting(option: option, entry: entry) }
        let negated = entry.name.hasPrefix("no-") ? Catalogue.byName[OptionName(String(entry.name.dropFirst(3)))] : nil
        // As people write names who come from flags, from Python or from shouting.
        let plain = String(entry.name.lowercased().replacing("_", with: "-").drop { $0 == "-" })
        searches += 1
        let near = searches <= Self.mostSearches ? NearestName.of(plain, among: Self.keys) : nil
        let fix =
            negated?.type == .toggle
            ? "write \(negated?.name.text ?? ""): false" : "'expressway options' lists the keys of a profile"
        findings.add(
            Diagnostic(
                "unknown-option", "no option '\(entry.name)'", at: entry.key.place,
                label: near.map { "did you mean '\($0)'?" }, fix: near == nil ? fix : nil))
        return nil
    }

    private static let keys = Catalogue.all.filter { !$0.hidden }.map(\.name.text) + structuralKeys

    /// One option under two names has two values.
    private mutating func checkOldNames(_ settings: [ProfileSetting]) {
        for setting in settings {
            guard case .oldName(let current) = setting.option.availability,
                let other = settings.first(where: { $0.option.name == current })
            else { continue }
            findings.add(
                Diagnostic(
                    "duplicate-key", "'\(setting.option.name)' is the old name of '\(current)', and both are here",
                    at: setting.entry.key.place, label: "the old name",
                    related: [Diagnostic.Related(other.entry.key.place, "the new one")], fix: "remove the old one"))
        }
    }
}

extension String {
    /// Names that need no quotes in YAML and in a shell.
    var isProfileName: Bool {
        guard let first = unicodeScalars.first, first.isASCIILetter || first == "_" else { return false }
        let isPlain = unicodeScalars.allSatisfy {
            $0.isASCIILetter || $0.isASCIIDigit || $0 == "." || $0 == "_" || $0 == "-"
        }
        return isPlain && !["true", "false", "null"].contains(lowercased())
    }
}

extension Unicode.Scalar {
    var isASCIILetter: Bool { ("a"..."z").contains(self) || ("A"..."Z").contains(self) }
    var isASCIIDigit: Bool { ("0"..."9").contains(self) }
}
