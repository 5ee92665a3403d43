import ApacheSyntax
import Diagnostics
import FileInstallation
import FileReading
import HostFacts
import HostProbing
import OptionCatalogue
import PlanRendering
import ProfileResolution
import ServerPlanning
import SystemPackage

/// Puts everything that a plan needs into the server root.
struct Installation {
    let plan: ServerPlan
    let profile: ResolvedProfile
    let host: Host

    /// - Returns: the configuration that was written.
    func install(into root: ServerRoot, _ purpose: PlanningRequest.Purpose) throws -> RenderedConfiguration {
        let configuration = try ApacheConfiguration.render(plan, profile: profile, version: expresswayVersion)
        try root.makeDirectory("htdocs")
        if case .directory(let directory) = plan.logs.destination { try LogDirectory.make(directory) }
        for directory in plan.debugging.directories { try DataDirectory.make(directory, for: plan.user) }
        if let application = plan.application {
            guard let package = host.python?.packageDirectory ?? PackageDirectory.nearEngine else {
                throw Diagnostic(
                    "no-runtime", "the Python package of Expressway was not found", fix: "install Expressway anew")
            }
            try RuntimeInstallation.install(from: package, into: root)
            if !plan.routing.handlers.isEmpty {
                try root.write(
                    ResourceScript.render(plan.routing.handlers, version: expresswayVersion), to: "resources.wsgi")
            }
            if let collector = plan.monitoring.telemetry?.collector {
                // The socket is made by the WSGI process that listens on it.
                try root.makeDirectory(MonitoringPlan.Collector.name, ownedByRunUser: true)
                try root.write(CollectorScript.render(collector, version: expresswayVersion), to: "telemetry.py")
            }
            if plan.reload != nil {
                try root.makeDirectory(ServerPlan.standbyName, ownedByRunUser: true)
            }
            try root.write(HandlerScript.render(application, in: plan, version: expresswayVersion), to: "handler.wsgi")
        }
        try installRules(into: root)
        try root.write(configuration.text, to: "httpd.conf")
        if purpose == .setup {
            try root.write(ControlScript.render(plan, version: expresswayVersion), to: "apachectl", isProgram: true)
            try root.writeOnce(
                "# Read by apachectl before Apache starts. Yours to fill: export NAME=value\n",
                to: ServerPlan.environmentName)
            try root.writeOnce(
                "# Rules for mod_rewrite. Yours to fill; patterns see the path with its leading slash.\n",
                to: ServerPlan.rewriteRulesName)
        }
        return configuration
    }

    private func installRules(into root: ServerRoot) throws(Diagnostic) {
        guard let rules = plan.routing.rewriteRules, plan.rulesToInclude(for: rules) != rules else { return }
        guard let text = FileSystemFacts.contents(of: rules) else {
            throw Diagnostic(
                "no-file", "the file '\(rules.string)' of '--rewrite-rules' cannot be read",
                of: profile.provenance(of: "rewrite-rules"), fix: "let yourself read it, with chmod or chown")
        }
        try root.write(RewriteRules.convert(text, for: plan), to: ServerPlan.convertedRulesName)
    }
}
