import Diagnostics
import HostFacts
import OptionCatalogue
import ProfileResolution
import SystemPackage

extension ServerPlanner {
    /// Checks what the declarations of the options in use say about each other, about Apache and about mod_wsgi.
    mutating func checkRules() {
        findings.add(OptionCompany.check(profile))
        for option in Catalogue.all where profile.isUsed(option.name) {
            switch option.availability {
            case .available, .oldName: checkHost(option)
            case .withoutEffect, .notYet: break
            }
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

    mutating func complain(
        _ option: OptionName, _ message: String, id: String = "wrong-value", notes: [String] = [], fix: String? = nil
    ) {
        findings.add(
            Diagnostic(id, message, of: profile.provenance(of: option), notes: notes, fix: fix))
    }
}
