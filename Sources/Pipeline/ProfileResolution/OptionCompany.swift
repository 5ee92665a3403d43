public import Diagnostics
import OptionCatalogue

/// What the declarations of the options in use say about each other.
public enum OptionCompany {
    /// - Returns: options that exclude each other, that need another one, that do nothing without one, that are not there yet.
    public static func check(_ profile: ResolvedProfile) -> Findings {
        var findings = Findings()
        for name in profile.givenNames where profile.isUsed(name) {
            guard let option = Catalogue.byName[name] else { continue }
            let provenance = profile.provenance(of: option.name)
            if profile.elements(of: name).count > SettingChange.mostElements {
                findings.add(tooMany(option, provenance))
            }
            switch option.availability {
            case .available, .oldName:
                findings.add(check(option, profile, provenance))
            case .withoutEffect(let reason):
                findings.add(
                    Diagnostic(
                        "idle-option", "\(provenance.spelled(option.name)) has no effect: \(reason)",
                        severity: .warning, of: provenance))
            case .notYet(let advice):
                findings.add(
                    Diagnostic(
                        "not-yet", "\(provenance.spelled(option.name)) is not there yet", of: provenance, fix: advice))
            }
        }
        return findings
    }

    private static func tooMany(_ option: OptionDetails, _ provenance: Provenance) -> Diagnostic {
        Diagnostic(
            "too-many-elements",
            "\(provenance.spelled(option.name)) comes to more than \(SettingChange.mostElements) elements",
            of: provenance,
            fix: "take some of them out")
    }

    private static func check(_ option: OptionDetails, _ profile: ResolvedProfile, _ provenance: Provenance) -> Findings
    {
        // Nearly always there is nothing to say.
        var name: String { provenance.spelled(option.name) }
        var findings = Findings()
        for other in option.rules.excludes where profile.isUsed(other) {
            let place = profile.provenance(of: other)
            findings.add(
                Diagnostic(
                    "conflicting-options", "\(name) and \(place.spelled(other)) exclude each other", of: provenance,
                    related: place.related("'\(other)' is here"),
                    notes: provenance.oldName(of: option) + place.notes(about: other), fix: "leave one of them out"))
        }
        for other in option.rules.requires where profile.isSwitchedOff(other) {
            let place = profile.provenance(of: other)
            let reason = option.rules.reason.map { ": \($0)" } ?? ""
            findings.add(
                Diagnostic(
                    "conflicting-options",
                    "\(name) needs \(place.spelled(other)), which is switched off\(reason)", of: provenance,
                    related: place.related("'\(other)' is here"), notes: provenance.oldName(of: option),
                    fix: "switch that on, or leave \(name) out"))
        }
        let missing = option.rules.requires.filter { !profile.isUsed($0) && !profile.isSwitchedOff($0) }.map { [$0] }
        let any = option.rules.requiresAny
        for others in missing + (any.isEmpty || any.contains(where: profile.isUsed) ? [] : [any]) {
            let names = others.map { provenance.spelled($0) }.joined(separator: " or ")
            findings.add(
                Diagnostic(
                    "missing-option", "\(name) needs \(names)", of: provenance, notes: provenance.oldName(of: option),
                    fix: "add \(others.map { provenance.usage(of: $0) }.joined(separator: " or "))"))
        }
        if let other = option.rules.idleWithout, !isInEffect(other, profile) {
            findings.add(
                Diagnostic(
                    "idle-option", "\(name) does nothing without \(provenance.spelled(other))", severity: .warning,
                    of: provenance))
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
}

extension Provenance {
    /// An option as it is written there: a key in a profile, else a flag.
    fileprivate func spelled(_ name: OptionName) -> String {
        if case .profile = self { "'\(name)'" } else { "'\(name.flag)'" }
    }

    /// What somebody would write there to use an option.
    fileprivate func usage(of name: OptionName) -> String {
        guard let type = Catalogue.byName[name]?.type else { return name.flag }
        guard case .profile = self else { return ([name.flag] + type.metavars).joined(separator: " ") }
        return switch type {
        case .toggle: "\(name): true"
        case .list where type.isMapping: "\(name): {\(type.metavars.joined(separator: ": "))}"
        case .integer, .decimal, .text, .path, .choice, .list: "\(name): \(type.metavars.joined())"
        }
    }

    fileprivate func related(_ label: String) -> [Diagnostic.Related] {
        if case .profile(let place) = self { [Diagnostic.Related(place.span, label)] } else { [] }
    }

    /// Words for a place that cannot be shown.
    fileprivate func notes(about name: OptionName) -> [String] {
        switch self {
        case .profile: []
        case .commandLine: ["'\(name.flag)' stands on the command line"]
        case .builtInDefault, .derived, .variable: ["'\(name.flag)' comes from the \(self)"]
        }
    }

    /// A word about what is shown, where it bears another name than the one that is spoken of.
    fileprivate func oldName(of option: OptionDetails) -> [String] {
        guard case .profile(let place) = self,
            let written = Catalogue.byName[
                OptionName(place.span.text.prefix { $0 != ":" }.filter { !"\"' ".contains($0) })],
            written.availability == .oldName(of: option.name)
        else { return [] }
        return ["'\(written.name)' is its old name"]
    }
}
