import ApacheSyntax
import HostFacts
import OptionCatalogue
import ProfileResolution
import ServerPlanning
import SystemPackage

extension ApacheConfiguration {
    /// Whether requests are told apart by port or host name at all.
    var hasVirtualHosts: Bool {
        plan.site.isExclusive || plan.tls != nil || !plan.proxies.hosts.isEmpty
    }

    /// Of the hosts of one port Apache takes the first for every name that none of them has.
    mutating func virtualHosts() -> ConfigurationGroup? {
        guard hasVirtualHosts else { return nil }
        let isPlainEnough = !plan.site.isExclusive && plan.proxies.hosts.isEmpty && plan.tls?.isOnly != true
        var nodes = isPlainEnough ? [] : hosts(on: plan.listener, secure: nil)
        if let tls = plan.tls {
            nodes = tlsGlobals() + nodes + hosts(on: tls.listener, secure: tls)
        }
        return ConfigurationGroup(
            "Host names and TLS",
            causes: given(
                [],
                [
                    "server-name", "server-alias", "allow-localhost", "https-port", "ssl-certificate",
                    "ssl-certificate-file", "ssl-certificate-key-file", "ssl-certificate-chain-file",
                    "ssl-ca-certificate-file", "ssl-verify-client", "ssl-environment", "https-only", "hsts-policy",
                    "proxy-virtual-host",
                ]), nodes)
    }

    private mutating func hosts(on listener: Listener, secure tls: TLSPlan?) -> [ConfigurationNode] {
        var hosts: [[ConfigurationNode]] = []
        let redirects = tls == nil ? plan.tls.flatMap { $0.isOnly ? $0 : nil } : nil
        if plan.site.isExclusive { hosts.append(strangers()) }
        hosts.append(main(redirects))
        if let bare = plan.site.bareDomain { hosts.append(bareDomain(bare, listener, redirects ?? tls)) }
        for proxied in plan.proxies.hosts { hosts.append(self.proxied(proxied, redirects)) }
        let cause: OptionName = tls == nil ? "server-name" : "https-port"
        return hosts.map { nodes in
            .section(
                Directive("VirtualHost", [.text("*:\(listener.port)")], causes: [cause]),
                // Source: httpd 2.4 core, AllowEncodedSlashes: hosts do not inherit it.
                nodes + [.directive("AllowEncodedSlashes", "On")] + (tls.map { secureNodes($0) } ?? []))
        }
    }

    /// Whoever asks for another name.
    private mutating func strangers() -> [ConfigurationNode] {
        let isOpen = plan.site.allowsLocalhost
        if isOpen { modules.need("authz_host", for: ["allow-localhost"]) }
        let requirement: ConfigurationNode =
            isOpen
            ? .directive("Require", "local", causes: ["allow-localhost"])
            : .directive("Require", "all", "denied", causes: ["server-name"])
        return [
            // Source: RFC 6761, 6.4: nobody has a name in .invalid.
            .directive("ServerName", "expressway.invalid"), .section(Directive("Location", "/"), [requirement]),
        ]
    }

    private mutating func main(_ redirects: TLSPlan?) -> [ConfigurationNode] {
        var nodes: [ConfigurationNode] = [.directive("ServerName", plan.site.name, causes: ["server-name"])]
        if !plan.site.aliases.isEmpty {
            nodes.append(
                .directive(
                    Directive("ServerAlias", plan.site.aliases.map { .text($0) }, causes: ["server-alias"])))
        }
        if let redirects {
            nodes += redirect(
                "https://" + redirects.authority(plan.site.isExclusive ? plan.site.name : "%{SERVER_NAME}"),
                ["https-only"])
        } else if rewrites {
            // Source: mod_rewrite `hook_uri2file`: a host without a directive of its own inherits nothing.
            nodes.append(.directive("RewriteEngine", "On", causes: ["document-root", "rewrite-rules"]))
        }
        return nodes
    }

    private mutating func bareDomain(_ name: String, _ listener: Listener, _ tls: TLSPlan?) -> [ConfigurationNode] {
        let plain = listener.port == 80 ? plan.site.name : "\(plan.site.name):\(listener.port)"
        let target = tls.map { "https://" + $0.authority(plan.site.name) } ?? "http://" + plain
        return [.directive("ServerName", name, causes: ["server-name"])] + redirect(target, ["server-name"])
    }

    private mutating func proxied(_ host: ProxyPlan.Host, _ redirects: TLSPlan?) -> [ConfigurationNode] {
        let causes: [OptionName] = ["proxy-virtual-host"]
        let name = ConfigurationNode.directive("ServerName", host.name, causes: causes)
        if let redirects { return [name] + redirect("https://" + redirects.authority(host.name), ["https-only"]) }
        // The document root and its rules are the main host's.
        let rules: [ConfigurationNode] =
            plan.documentRoot != nil || plan.routing.rewriteRules != nil ? [.directive("RewriteEngine", "Off")] : []
        return [name] + rules + forwarding("/", host.url, causes)
            + [.section(Directive("Location", "/"), Self.forwardedHeaders(prefix: nil, causes))]
    }

    /// The path as the client wrote it; the query goes along by itself. 308 keeps the method and the body of the request.
    private mutating func redirect(_ target: String, _ causes: [OptionName]) -> [ConfigurationNode] {
        modules.need("rewrite", for: causes)
        return [
            .directive("RewriteEngine", "On", causes: causes),
            .rewriting("RewriteCond", "%{THE_REQUEST}", "^\\S+ (/[^\\s?]*)", causes: causes),
            .rewriting("RewriteRule", "^", "\(target)%1", "[R=308,L,NE]", causes: causes),
            .rewriting("RewriteRule", "^", "\(target)/", "[R=308,L,NE]", causes: causes),
        ]
    }
}
