import ApacheSyntax
import HostFacts
import OptionCatalogue
import ProfileResolution
import ServerPlanning
import SystemPackage

extension ApacheConfiguration {
    mutating func monitoringGroup() -> ConfigurationGroup? {
        var nodes: [ConfigurationNode] = []
        if plan.monitoring.showsStatus {
            modules.need("status", for: ["server-status"])
            modules.need("authz_host", for: ["server-status"])
            nodes.append(
                .section(
                    Directive("LocationMatch", [.text("^/server-status$")], causes: ["server-status"]),
                    [.directive("SetHandler", "server-status"), .directive("Require", "local")]))
        }
        if plan.monitoring.measures {
            modules.need("status", for: ["server-metrics"])
            nodes += [
                .directive("ExtendedStatus", "On", causes: ["server-metrics"]),
                .directive("WSGIServerMetrics", "On", causes: ["server-metrics"]),
            ]
        }
        if let telemetry = plan.monitoring.telemetry { nodes += Self.nodes(for: telemetry) }
        return ConfigurationGroup(
            "Monitoring",
            causes: given(
                [],
                [
                    "server-status", "server-metrics", "telemetry-service", "telemetry-interval", "telemetry-options",
                    "slow-requests", "enable-telemetry", "telemetry-ui-port",
                ]), nodes)
    }

    private static func nodes(for telemetry: MonitoringPlan.Telemetry) -> [ConfigurationNode] {
        let receiver: OptionName = telemetry.collector == nil ? "telemetry-service" : "enable-telemetry"
        var nodes: [ConfigurationNode] = [
            .directive(
                Directive(
                    "WSGITelemetryService", [.text(telemetry.target), .option("interval", String(telemetry.interval))],
                    causes: [receiver, "telemetry-interval"]))
        ]
        for option in telemetry.options {
            let words = option.split(separator: " ").map { DirectiveArgument.text(String($0)) }
            nodes.append(.directive(Directive("WSGITelemetryOptions", words, causes: ["telemetry-options"])))
        }
        if let threshold = telemetry.slowRequests {
            nodes.append(.directive("WSGISlowRequests", String(threshold), causes: ["slow-requests"]))
        }
        return nodes
    }

    /// Modules that mod_wsgi-express always loads, so that included files count on them.
    private static let expectedModules = [
        "access_compat", "authn_core", "authz_host", "rewrite", "alias", "env", "headers", "filter",
    ]

    /// What the user wrote, last, so that it can change what stands above.
    mutating func includesGroup() -> ConfigurationGroup? {
        guard !plan.routing.includes.isEmpty else { return nil }
        for module in Self.expectedModules where plan.apache.has(module) { modules.need(module, for: ["include-file"]) }
        let nodes = plan.routing.includes.map {
            ConfigurationNode.directive("Include", ApacheQuoting.literalPattern($0.string), causes: ["include-file"])
        }
        return ConfigurationGroup("Included files", causes: ["include-file"], nodes)
    }
}
