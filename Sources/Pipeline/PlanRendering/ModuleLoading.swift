import ApacheSyntax
import Diagnostics
import HostFacts
import OptionCatalogue
import ServerPlanning
import SystemPackage

/// Collects the Apache modules that the rendered directives need.
struct ModuleLoading {
    private var needs: [(module: String, causes: [OptionName])] = []

    /// - Parameter module: without `mod_` and `.so`.
    mutating func need(_ module: String, for causes: [OptionName] = []) {
        guard !needs.contains(where: { $0.module == module }) else { return }
        needs.append((module, causes))
    }

    /// `LoadModule` lines for what is not part of the program already.
    ///
    /// - Throws: a finding for each module that this Apache does not have.
    func group(for plan: ServerPlan) throws(Findings) -> ConfigurationGroup {
        var findings = Findings()
        var nodes: [ConfigurationNode] = []
        if plan.sizing.isLoaded {
            let name = "mpm_\(plan.sizing.mpm.rawValue)"
            nodes.append(
                .directive(
                    "LoadModule", "\(name)_module", plan.apache.modulesDirectory.appending("mod_\(name).so").string))
        }
        for (module, causes) in needs where !plan.apache.builtInModules.contains(module) {
            guard plan.apache.loadableModules.contains(module) else {
                findings.add(Self.missing(module, causes, plan))
                continue
            }
            let path = plan.apache.modulesDirectory.appending("mod_\(module).so").string
            nodes.append(.directive("LoadModule", "\(module)_module", path, causes: causes))
        }
        if let application = plan.application {
            nodes.append(.directive("LoadModule", "wsgi_module", application.module.path.string))
        }
        try findings.throwIfErrors()
        return ConfigurationGroup("Modules", causes: ["httpd-executable", "modules-directory"], nodes)
    }

    private static func missing(_ module: String, _ causes: [OptionName], _ plan: ServerPlan) -> Diagnostic {
        let needed = causes.isEmpty ? "" : ", which \(causes.map { "'\($0.flag)'" }.joined(separator: ", ")) needs"
        return Diagnostic(
            "no-apache-module", "this Apache (\(plan.apache.executable.string)) has no mod_\(module)\(needed)",
            notes: ["looked in \(plan.apache.modulesDirectory.string)"])
    }
}
