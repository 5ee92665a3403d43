import ApacheSyntax
import HostFacts
import OptionCatalogue
import ProfileResolution
import ServerPlanning
import SystemPackage

extension ApacheConfiguration {
    mutating func server() -> ConfigurationGroup {
        var nodes: [ConfigurationNode] = [
            .directive("ServerRoot", plan.serverRoot.string, causes: ["server-root"]),
            .directive("DefaultRuntimeDir", plan.serverRoot.string),
            .directive("PidFile", plan.control.pidFile.string, causes: ["pid-file"]),
            .directive("ServerName", plan.site.name, causes: ["server-name"]),
            .directive("ServerTokens", "ProductOnly"),
            .directive("ServerSignature", "Off"),
            .directive("TraceEnable", "Off"),
            .directive("AllowEncodedSlashes", "On"),
        ]
        if plan.user.isSwitchedTo {
            modules.need("unixd")
            nodes += [
                .directive("User", plan.user.name, causes: ["user"]),
                .directive("Group", plan.user.groupName, causes: ["group"]),
            ]
        } else if plan.apache.has("unixd") {
            modules.need("unixd")
        }
        modules.need("authz_core")
        nodes.append(
            .section(
                Directive("Directory", "/"),
                [.directive("AllowOverride", "None"), .directive("Require", "all", "denied")]))
        return ConfigurationGroup("Server", causes: ["server-root", "user", "group"], nodes)
    }

    func sizing() -> ConfigurationGroup {
        let sizing = plan.sizing
        var nodes: [ConfigurationNode]
        switch sizing.mpm {
        case .prefork:
            nodes = [
                .directive("ServerLimit", String(max(sizing.connections, Self.leastProcesses.prefork))),
                .directive("StartServers", String(sizing.startChildren)),
                .directive("MinSpareServers", String(sizing.spare.lowerBound)),
                .directive("MaxSpareServers", String(sizing.spare.upperBound)),
                .directive("MaxRequestWorkers", String(sizing.connections)),
            ]
        case .event, .worker:
            nodes = [
                .directive("ServerLimit", String(max(sizing.children, Self.leastProcesses.threaded))),
                .directive("StartServers", String(sizing.startChildren)),
                .directive("ThreadLimit", String(max(sizing.threadsPerChild, Self.leastThreads))),
                .directive("ThreadsPerChild", String(sizing.threadsPerChild)),
                .directive("MaxRequestWorkers", String(sizing.connections)),
                .directive("MinSpareThreads", String(sizing.spare.lowerBound)),
                .directive("MaxSpareThreads", String(sizing.spare.upperBound)),
            ]
            // Python needs more than Apache does.
            if plan.application.map({ $0.daemon != nil }) ?? true {
                nodes.append(.directive("ThreadStackSize", String(Self.threadStackSize)))
            }
        }
        nodes += [.directive("MaxConnectionsPerChild", "0"), .directive("MaxMemFree", "64")]
        return ConfigurationGroup(
            "Connections (\(sizing.mpm.rawValue) MPM)",
            causes: given(
                ["processes", "threads"],
                ["server-mpm", "max-clients", "initial-workers", "minimum-spare-workers", "maximum-spare-workers"]),
            nodes)
    }

    /// Neither limit can be changed by a graceful restart, and one that is reached leaves no room for the next generation of children. These are Apache's own
    /// defaults. Source: httpd 2.4, ServerLimit and ThreadLimit.
    private static let leastProcesses = (prefork: 256, threaded: 16)
    private static let leastThreads = 64

    /// Bytes; what mod_wsgi-express gives Apache's threads as well.
    private static let threadStackSize = 262_144
}
