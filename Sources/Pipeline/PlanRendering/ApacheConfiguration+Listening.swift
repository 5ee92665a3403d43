import ApacheSyntax
import HostFacts
import OptionCatalogue
import ProfileResolution
import ServerPlanning
import SystemPackage

extension ApacheConfiguration {
    mutating func listening() -> ConfigurationGroup {
        let connections = plan.connections
        var nodes: [ConfigurationNode] = [.directive("Listen", plan.listener.address)]
        if let tls = plan.tls {
            nodes.append(.directive("Listen", tls.listener.address, "https", causes: ["https-port"]))
        }
        nodes.append(.directive("ListenBacklog", String(connections.backlog), causes: ["server-backlog"]))
        if connections.offersHTTP2 {
            modules.need("http2", for: ["http2"])
            nodes.append(.directive("Protocols", "h2", "h2c", "http/1.1", causes: ["http2"]))
        }
        if connections.keepAlive > .zero {
            nodes += [
                .directive("KeepAlive", "On"),
                .directive("KeepAliveTimeout", connections.keepAlive.wholeSeconds, causes: ["keep-alive-timeout"]),
                .directive("MaxKeepAliveRequests", "0"),
            ]
        } else {
            nodes.append(.directive("KeepAlive", "Off", causes: ["keep-alive-timeout"]))
        }
        nodes.append(.directive("Timeout", connections.timeout.wholeSeconds, causes: ["socket-timeout"]))
        if plan.apache.has("reqtimeout") {
            modules.need("reqtimeout")
            nodes.append(readLimits)
        }
        nodes.append(.directive("LimitRequestBody", String(connections.largestBody), causes: ["limit-request-body"]))
        return ConfigurationGroup(
            "Listening",
            causes: given(
                ["host", "port"],
                [
                    "https-port", "http2", "keep-alive-timeout", "server-backlog", "socket-timeout",
                    "limit-request-body",
                    "header-timeout", "header-max-timeout", "header-min-rate", "body-timeout", "body-max-timeout",
                    "body-min-rate",
                ]), nodes)
    }

    private var readLimits: ConfigurationNode {
        .directive(
            "RequestReadTimeout", "header=\(Self.words(plan.connections.head))",
            "body=\(Self.words(plan.connections.body))",
            causes: [
                "header-timeout", "header-max-timeout", "header-min-rate", "body-timeout", "body-max-timeout",
                "body-min-rate",
            ])
    }

    /// Source: mod_reqtimeout, RequestReadTimeout: `timeout[-maxtimeout][,MinRate=rate]`; a longest time goes with a rate alone.
    private static func words(_ limit: ConnectionPlan.ReadLimit) -> String {
        guard limit.timeout > .zero, limit.rate > 0 else { return limit.timeout.wholeSeconds }
        let longest = limit.longest.map { "-\($0.wholeSeconds)" } ?? ""
        return "\(limit.timeout.wholeSeconds)\(longest),MinRate=\(limit.rate)"
    }
}
