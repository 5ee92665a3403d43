import Diagnostics
import OptionCatalogue

@testable import ProfileResolution

/// What came out, as the corpus records it.
enum CaseReport {
    static func text(_ sections: [(name: String, body: String?)]) -> String {
        sections.compactMap { section in section.body.map { "=== expect \(section.name)\n\($0)" } }
            .joined(separator: "\n")
    }

    static func findings(_ findings: Findings) -> String? {
        guard !findings.all.isEmpty else { return nil }
        return findings.all.map { $0.rendered(coloured: false) }.joined(separator: "\n\n") + "\n"
    }

    static func questions(_ questions: [TrustQuestion]) -> String? {
        guard !questions.isEmpty else { return nil }
        return questions.map { "\($0.line)  [\($0.span)]\n" }.joined()
    }

    /// The profile with its chain, then each option that somebody gave or took back.
    static func resolution(_ profile: ResolvedProfile, _ name: String?, _ chain: [ProfileDefinition]) -> String {
        let places = chain.map { "\($0.name.span.source.name)#\($0.name.text)" }.joined(separator: " < ")
        let head = name.map { "profile '\($0)': \(places)\n" } ?? "no profile\n"
        let told = Catalogue.all.map(\.name).filter { profile.isGiven($0) || !profile.overridden($0).isEmpty }
        return head + told.map { option(profile, $0) }.joined()
    }

    private static func option(_ profile: ResolvedProfile, _ name: OptionName) -> String {
        let elements = profile.elements(of: name)
        let isList = if case .list = Catalogue.byName[name]?.type { true } else { false }
        let text = isList ? "[]" : profile.text(of: name).map(shown) ?? "nothing"
        let value = elements.isEmpty ? " \(text)" : ""
        return "\(name):\(value)  [\(profile.provenance(of: name))]\n"
            + elements.map { "  - \($0.words.map(shown).joined(separator: ": "))  [\($0.provenance)]\n" }.joined()
            + profile.overridden(name).map { "  over \(words($0.change))  [\($0.provenance)]\n" }.joined()
    }

    private static func words(_ change: SettingChange) -> String {
        switch change {
        case .reset: "null"
        case .value(let value): shown(value.displayed)
        case .list(let elements): "[\(words(elements))]"
        case .edits(let steps): "{\(steps.map(words).joined(separator: ", "))}"
        }
    }

    private static func words(_ step: ListEdit) -> String {
        switch step {
        case .prepend(let elements): "prepend: [\(words(elements))]"
        case .append(let elements): "append: [\(words(elements))]"
        case .remove(let unwanted): "remove: [\(unwanted.map { $0.joined(separator: " ") }.joined(separator: ", "))]"
        case .put(let element): words([element])
        case .drop(let key): "\(key): null"
        }
    }

    private static func words(_ elements: [ListElement]) -> String {
        elements.map { $0.words.map(shown).joined(separator: ": ") }.joined(separator: ", ")
    }

    /// What could be overlooked stands in quotes.
    private static func shown(_ text: String) -> String {
        let visible = text.withoutControlCharacters
        return text.isEmpty || text.first == " " || text.last == " " ? "\"\(visible)\"" : visible
    }
}
