import ApacheSyntax
import Diagnostics
import FileInstallation
import HostFacts
import HostProbing
import PlanRendering
import ProfileResolution
import ServerPlanning

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
            try root.write(HandlerScript.render(application, in: plan, version: expresswayVersion), to: "handler.wsgi")
        }
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
}
