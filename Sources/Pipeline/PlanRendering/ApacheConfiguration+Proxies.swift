import ApacheSyntax
import HostFacts
import OptionCatalogue
import ProfileResolution
import ServerPlanning
import SystemPackage

extension ApacheConfiguration {
    mutating func proxiesGroup() -> ConfigurationGroup? {
        let proxies = plan.proxies
        var nodes: [ConfigurationNode] = []
        if proxies.isUsed {
            for module in ["proxy", "proxy_http", "headers"] {
                modules.need(module, for: ["proxy-mount-point", "proxy-virtual-host"])
            }
            nodes.append(.directive("ProxyTimeout", proxies.timeout.wholeSeconds, causes: ["proxy-timeout"]))
            if proxies.usesTLS {
                modules.need("ssl", for: ["proxy-mount-point", "proxy-virtual-host"])
                nodes.append(.directive("SSLProxyEngine", "On"))
            }
        }
        for mount in proxies.mounts { nodes += self.nodes(for: mount) }
        if plan.application != nil { nodes += trust() }
        return ConfigurationGroup(
            "Proxies",
            causes: given([], ["proxy-mount-point", "proxy-timeout", "trust-proxy-header", "trust-proxy"]), nodes)
    }

    /// `/api` itself is sent to `/api/`, with the scheme and the host that the client used.
    private mutating func nodes(for mount: ProxyPlan.Mount) -> [ConfigurationNode] {
        let causes: [OptionName] = ["proxy-mount-point"]
        let path = mount.path == "/" ? "/" : mount.path + "/"
        var nodes: [ConfigurationNode] = []
        if mount.path != "/" {
            modules.need("alias", for: causes)
            nodes.append(
                .directive(
                    "RedirectMatch", "308", "^\(RegularExpression.escape(mount.path))$",
                    RegularExpression.escapeExpansion(path), causes: causes))
        }
        nodes += forwarding(path, mount.url, causes)
        nodes.append(
            .section(
                Directive("Location", [.text(path)], causes: causes), Self.forwardedHeaders(prefix: mount.path, causes))
        )
        return nodes
    }

    func forwarding(_ path: String, _ url: String, _ causes: [OptionName]) -> [ConfigurationNode] {
        let upgrade: [DirectiveArgument] =
            plan.apache.version >= Self.firstWithUpgrades ? [.verbatim("upgrade=websocket")] : []
        return [
            .directive(Directive("ProxyPass", [.text(path), .text(url)] + upgrade, causes: causes)),
            .directive("ProxyPassReverse", path, url, causes: causes),
        ]
    }

    /// Source: httpd 2.4.47, mod_proxy, ProxyPass parameter `upgrade`.
    private static let firstWithUpgrades = Version(2, 4, 47)

    /// What the server behind wants to know to make URLs; whatever the client sent under these names is replaced.
    static func forwardedHeaders(prefix: String?, _ causes: [OptionName]) -> [ConfigurationNode] {
        var headers: [(name: String, value: String)] = [
            ("X-Forwarded-Port", "expr=%{SERVER_PORT}"), ("X-Forwarded-Proto", "expr=%{REQUEST_SCHEME}"),
            ("X-Forwarded-Scheme", "expr=%{REQUEST_SCHEME}"),
        ]
        if let prefix, prefix != "/" { headers.append(("X-Forwarded-Prefix", HeaderFormat.escape(prefix))) }
        return headers.map { .directive("RequestHeader", "set", $0.name, $0.value, causes: causes) }
    }

    private func trust() -> [ConfigurationNode] {
        let headers = plan.proxies.trustedHeaders.map { DirectiveArgument.text($0) }
        let proxies = plan.proxies.trustedProxies.map { DirectiveArgument.text($0) }
        var nodes: [ConfigurationNode] = []
        if !headers.isEmpty {
            nodes.append(.directive(Directive("WSGITrustedProxyHeaders", headers, causes: ["trust-proxy-header"])))
        }
        if !proxies.isEmpty {
            nodes.append(.directive(Directive("WSGITrustedProxies", proxies, causes: ["trust-proxy"])))
        }
        return nodes
    }
}

/// Puts any text into the value of a header directive.
enum HeaderFormat {
    /// Source: mod_headers: `%` begins a format, `%%` is a percent sign.
    static func escape(_ text: String) -> String {
        text.split(separator: "%", omittingEmptySubsequences: false).joined(separator: "%%")
    }
}
