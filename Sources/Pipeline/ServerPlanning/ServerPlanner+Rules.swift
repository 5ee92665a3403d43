import Diagnostics
import HostFacts
import OptionCatalogue
import ProfileResolution
import SystemPackage

extension ServerPlanner {
    /// Checks what the declarations of the options in use say about each other, about Apache and about mod_wsgi.
    mutating func checkRules() {
        for option in Catalogue.all where profile.isUsed(option.name) {
            switch option.availability {
            case .available, .oldName:
                checkCompany(option)
                checkHost(option)
            case .withoutEffect(let reason):
                warn(option.name, "'\(option.name.flag)' has no effect: \(reason)")
            case .notYet(let advice):
                complain(option.name, "'\(option.name.flag)' is not there yet", id: "not-yet", fix: advice)
            }
        }
    }

    private mutating func checkCompany(_ option: OptionDetails) {
        let flag = option.name.flag
        for other in option.rules.excludes where profile.isUsed(other) {
            complain(
                option.name, "'\(flag)' and '\(other.flag)' exclude each other", id: "conflicting-options",
                fix: "leave one of them out")
        }
        for other in option.rules.requires where !profile.isUsed(other) {
            complain(option.name, "'\(flag)' needs '\(other.flag)'", id: "missing-option", fix: "add \(usage(other))")
        }
        let any = option.rules.requiresAny
        if !any.isEmpty, !any.contains(where: { profile.isUsed($0) }) {
            let names = any.map { "'\($0.flag)'" }.joined(separator: " or ")
            complain(
                option.name, "'\(flag)' needs \(names)", id: "missing-option",
                fix: "add \(any.map(usage).joined(separator: " or "))")
        }
        if let other = option.rules.idleWithout, !isInEffect(other) {
            warn(option.name, "'\(flag)' does nothing without '\(other.flag)'")
        }
    }

    private mutating func checkHost(_ option: OptionDetails) {
        for module in option.rules.apacheModules where !host.apache.has(module) {
            complain(
                option.name,
                "this Apache (\(host.apache.executable.string)) has no mod_\(module), which '\(option.name.flag)' needs",
                id: "no-apache-module", notes: ["looked in \(host.apache.modulesDirectory.string)"])
        }
        guard let wanted = option.rules.wsgiVersion.flatMap({ Version($0) }), let module = host.wsgiModule else {
            return
        }
        let knowsDirective = option.feeds.contains { $0 != "WSGIDaemonProcess" && module.directives.contains($0) }
        guard module.version < wanted, !knowsDirective else { return }
        complain(
            option.name,
            "'\(option.name.flag)' needs mod_wsgi \(wanted); this one (\(module.path.string)) is \(module.version)",
            id: "old-mod-wsgi", fix: "install a newer one in the project's environment: pip install mod_wsgi")
    }

    private func isInEffect(_ name: OptionName) -> Bool {
        if profile.isUsed(name) { return true }
        guard !profile.isGiven(name), case .value(.integer(let number)) = Catalogue.byName[name]?.fallback else {
            return false
        }
        return number != 0
    }

    private func usage(_ name: OptionName) -> String {
        ([name.flag] + (Catalogue.byName[name]?.type.metavars ?? [])).joined(separator: " ")
    }

    mutating func complain(
        _ option: OptionName, _ message: String, id: String = "wrong-value", notes: [String] = [], fix: String? = nil
    ) {
        findings.add(
            Diagnostic(id, message, place: profile.provenance(of: option).description, notes: notes, fix: fix))
    }

    mutating func warn(_ option: OptionName, _ message: String) {
        findings.add(
            Diagnostic(
                "idle-option", message, severity: .warning, place: profile.provenance(of: option).description))
    }
}
