import ApacheSyntax
import HostFacts
import OptionCatalogue
import ProfileResolution
import ServerPlanning
import SystemPackage

extension ApacheConfiguration {
    /// What TLS needs once for all hosts.
    mutating func tlsGlobals() -> [ConfigurationNode] {
        modules.need("ssl", for: ["https-port"])
        guard plan.apache.has("socache_shmcb") else { return [] }
        modules.need("socache_shmcb", for: ["https-port"])
        let cache = plan.serverRoot.appending("tls_sessions").string
        return [.directive("SSLSessionCache", "shmcb:\(cache)(512000)", causes: ["https-port"])]
    }

    mutating func secureNodes(_ tls: TLSPlan) -> [ConfigurationNode] {
        var nodes: [ConfigurationNode] = [
            .directive("SSLEngine", "On", causes: ["https-port"]),
            .directive(
                "SSLCertificateFile", tls.certificate.string, causes: ["ssl-certificate-file", "ssl-certificate"]),
        ]
        if let key = tls.key {
            nodes.append(
                .directive(
                    "SSLCertificateKeyFile", key.string, causes: ["ssl-certificate-key-file", "ssl-certificate"]))
        }
        if let chain = tls.chain {
            nodes.append(.directive("SSLCertificateChainFile", chain.string, causes: ["ssl-certificate-chain-file"]))
        }
        if let clients = tls.clients {
            nodes += [
                .directive("SSLCACertificateFile", clients.authorities.string, causes: ["ssl-ca-certificate-file"]),
                .directive(
                    "SSLVerifyClient", clients.paths.isEmpty ? "require" : "optional",
                    causes: ["ssl-ca-certificate-file", "ssl-verify-client"]),
            ]
        }
        if tls.handsOnVariables { nodes.append(.directive("SSLOptions", "+StdEnvVars", causes: ["ssl-environment"])) }
        return nodes + transportSecurity(tls)
    }

    /// Also on Apache's own pages; an application that sends the header itself does not double it.
    private mutating func transportSecurity(_ tls: TLSPlan) -> [ConfigurationNode] {
        guard let policy = tls.transportSecurity else { return [] }
        modules.need("headers", for: ["hsts-policy"])
        let header = "Strict-Transport-Security"
        return [
            .directive("Header", "onsuccess", "unset", header, causes: ["hsts-policy"]),
            .directive("Header", "always", "set", header, HeaderFormat.escape(policy), causes: ["hsts-policy"]),
        ]
    }

    /// Where a client certificate is needed: in any case, so over HTTP nobody gets there. Browsers cannot be asked for one in the middle of a
    /// TLS 1.3 connection, so it is asked for at its beginning.
    func certificateRequirements() -> [ConfigurationNode] {
        guard let clients = plan.tls?.clients else { return [] }
        return (clients.paths.isEmpty ? ["/"] : clients.paths).map { path in
            .section(
                Directive("Location", [.text(path)], causes: ["ssl-verify-client", "ssl-ca-certificate-file"]),
                [.directive("AuthMerging", "And"), .directive("Require", "ssl-verify-client")])
        }
    }
}
