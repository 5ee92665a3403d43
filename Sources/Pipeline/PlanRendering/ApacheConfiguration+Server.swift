import ApacheSyntax
import HostFacts
import LogPresentation
import OptionCatalogue
import ServerPlanning
import SystemPackage

extension ApacheConfiguration {
    mutating func server() -> ConfigurationGroup {
        var nodes: [ConfigurationNode] = [
            .directive("ServerRoot", plan.serverRoot.string, causes: ["server-root"]),
            .directive("DefaultRuntimeDir", plan.serverRoot.string),
            .directive("PidFile", plan.serverRoot.appending("httpd.pid").string),
            .directive("ServerName", plan.serverName),
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
        } else if !plan.apache.builtInModules.contains("unixd"), plan.apache.loadableModules.contains("unixd") {
            modules.need("unixd")
        }
        modules.need("authz_core")
        nodes.append(
            .section(
                Directive("Directory", "/"),
                [.directive("AllowOverride", "None"), .directive("Require", "all", "denied")]))
        return ConfigurationGroup("Server", causes: ["server-root", "user", "group"], nodes)
    }

    func listening() -> ConfigurationGroup {
        ConfigurationGroup(
            "Listening", causes: ["host", "port"],
            [
                .directive("Listen", plan.listener.address),
                .directive("ListenBacklog", String(Self.listenBacklog)),
                .directive("KeepAlive", "On"),
                .directive("KeepAliveTimeout", "5"),
                .directive("MaxKeepAliveRequests", "0"),
                .directive("Timeout", "60"),
            ])
    }

    private static let listenBacklog = 511

    func sizing() -> ConfigurationGroup {
        let sizing = plan.sizing
        let connections = String(sizing.children * sizing.threadsPerChild)
        var nodes: [ConfigurationNode]
        switch sizing.mpm {
        case .prefork:
            nodes = [
                .directive("ServerLimit", connections), .directive("StartServers", "5"),
                .directive("MinSpareServers", "5"),
                .directive("MaxSpareServers", connections), .directive("MaxRequestWorkers", connections),
            ]
        case .event, .worker:
            nodes = [
                .directive("ServerLimit", String(sizing.children)),
                .directive("StartServers", "1"),
                .directive("ThreadLimit", String(sizing.threadsPerChild)),
                .directive("ThreadsPerChild", String(sizing.threadsPerChild)),
                .directive("MaxRequestWorkers", connections),
                .directive("MinSpareThreads", "1"),
                .directive("MaxSpareThreads", connections),
                .directive("ThreadStackSize", String(Self.threadStackSize)),
            ]
        }
        nodes += [.directive("MaxConnectionsPerChild", "0"), .directive("MaxMemFree", "64")]
        return ConfigurationGroup("Connections (\(sizing.mpm.rawValue) MPM)", causes: ["processes", "threads"], nodes)
    }

    /// Bytes; what mod_wsgi-express gives Apache's threads as well.
    private static let threadStackSize = 262_144

    mutating func logging() -> ConfigurationGroup {
        var nodes: [ConfigurationNode] = []
        switch plan.logs.destination {
        case .terminal:
            nodes.append(.directive("ErrorLog", "/dev/stderr"))
            nodes.append(.directive("ErrorLogFormat", ApacheLogRecord.format))
        case .directory(let directory):
            nodes.append(.directive("ErrorLog", directory.appending("error_log").string, causes: ["log-directory"]))
        }
        nodes.append(.directive("LogLevel", plan.logs.level, causes: ["log-level"]))
        if plan.logs.accessLog {
            modules.need("log_config", for: ["access-log"])
            let destination =
                switch plan.logs.destination {
                case .terminal: "/dev/stdout"
                case .directory(let directory): directory.appending("access_log").string
                }
            nodes.append(.directive("CustomLog", destination, "%h %l %u %t \"%r\" %>s %b", causes: ["access-log"]))
        }
        return ConfigurationGroup(
            "Logs", causes: ["log-to-terminal", "log-directory", "log-level", "access-log"], nodes)
    }
}
