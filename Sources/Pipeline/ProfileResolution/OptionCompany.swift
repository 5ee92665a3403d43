public import Diagnostics
import OptionCatalogue

/// What the declarations of the options in use say about each other.
public enum OptionCompany {
    /// - Returns: options that exclude each other, that need another one, that do nothing without one, that are not there yet.
    public static func check(_ profile: ResolvedProfile) -> Findings {
        var findings = Findings()
        for option in Catalogue.all where profile.isUsed(option.name) {
            let provenance = profile.provenance(of: option.name)
            switch option.availability {
            case .available, .oldName:
                findings.add(check(option, profile, provenance))
            case .withoutEffect(let reason):
                findings.add(
                    Diagnostic(
                        "idle-option", "'\(option.name.flag)' has no effect: \(reason)", severity: .warning,
                        of: provenance))
            case .notYet(let advice):
                findings.add(
                    Diagnostic("not-yet", "'\(option.name.flag)' is not there yet", of: provenance, fix: advice))
            }
        }
        return findings
    }

    private static func check(_ option: OptionDetails, _ profile: ResolvedProfile, _ provenance: Provenance) -> Findings
    {
        let flag = option.name.flag
        var findings = Findings()
        for other in option.rules.excludes where profile.isUsed(other) {
            let place = profile.provenance(of: other)
            findings.add(
                Diagnostic(
                    "conflicting-options", "'\(flag)' and '\(other.flag)' exclude each other", of: provenance,
                    related: place.related("'\(other)' is here"),
                    notes: place.note(unlike: provenance, "'\(other.flag)' comes from"), fix: "leave one of them out"))
        }
        for other in option.rules.requires where !profile.isUsed(other) {
            findings.add(
                Diagnostic(
                    "missing-option", "'\(flag)' needs '\(other.flag)'", of: provenance, fix: "add \(usage(other))"))
        }
        let any = option.rules.requiresAny
        if !any.isEmpty, !any.contains(where: { profile.isUsed($0) }) {
            let names = any.map { "'\($0.flag)'" }.joined(separator: " or ")
            findings.add(
                Diagnostic(
                    "missing-option", "'\(flag)' needs \(names)", of: provenance,
                    fix: "add \(any.map(usage).joined(separator: " or "))"))
        }
        if let other = option.rules.idleWithout, !isInEffect(other, profile) {
            findings.add(
                Diagnostic(
                    "idle-option", "'\(flag)' does nothing without '\(other.flag)'", severity: .warning, of: provenance)
            )
        }
        return findings
    }

    private static func isInEffect(_ name: OptionName, _ profile: ResolvedProfile) -> Bool {
        if profile.isUsed(name) { return true }
        guard !profile.isGiven(name), case .value(.integer(let number)) = Catalogue.byName[name]?.fallback else {
            return false
        }
        return number != 0
    }

    private static func usage(_ name: OptionName) -> String {
        ([name.flag] + (Catalogue.byName[name]?.type.metavars ?? [])).joined(separator: " ")
    }
}

extension Provenance {
    fileprivate func related(_ label: String) -> [Diagnostic.Related] {
        if case .profile(let place) = self { [Diagnostic.Related(place.span, label)] } else { [] }
    }

    /// Words for a place that cannot be shown and is not the one that is pointed at.
    fileprivate func note(unlike other: Provenance, _ words: String) -> [String] {
        if case .profile = self { return [] }
        if case .profile = other { return ["\(words) \(self)"] }
        return []
    }
}
