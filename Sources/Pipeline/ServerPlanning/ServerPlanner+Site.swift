import Diagnostics
import HostFacts
import OptionCatalogue
import ProfileResolution
import SystemPackage

extension ServerPlanner {
    mutating func planSite(_ listener: Listener) -> SitePlan {
        let isOpen = listener.isLoopback || ["0.0.0.0", "::", "*"].contains(listener.host)
        let given = profile[\.site.serverName].map { hostName($0, for: "server-name") }
        return SitePlan(
            name: given ?? (isOpen ? "localhost" : listener.host),
            isExclusive: given != nil,
            aliases: profile[\.site.serverAlias].map { hostName($0, for: "server-alias", pattern: true) },
            allowsLocalhost: profile[\.site.allowLocalhost])
    }

    mutating func planTLS(_ http: Listener) -> TLSPlan? {
        guard let port = profile[\.tls.httpsPort] else { return nil }
        if port == http.port {
            complain(
                "https-port", "'--https-port' and '--port' are both \(port)", id: "same-port",
                fix: "a port speaks either HTTP or HTTPS")
        }
        guard let pair = certificate() else { return nil }
        return TLSPlan(
            listener: Listener(host: http.host, port: port),
            certificate: pair.certificate,
            key: pair.key,
            chain: profile[\.tls.certificateChainFile].map { existingFile($0, for: "ssl-certificate-chain-file") },
            clients: clientCertificates(),
            handsOnVariables: profile[\.tls.environment],
            isOnly: profile[\.tls.httpsOnly],
            transportSecurity: transportSecurity())
    }

    /// Nil where none is named; the rules of `https-port` complain of that.
    private mutating func certificate() -> (certificate: FilePath, key: FilePath?)? {
        if let base = profile[\.tls.certificate] {
            return (
                existingFile(base + ".crt", for: "ssl-certificate"), existingFile(base + ".key", for: "ssl-certificate")
            )
        }
        guard let certificate = profile[\.tls.certificateFile] else { return nil }
        let key = profile[\.tls.certificateKeyFile].map { existingFile($0, for: "ssl-certificate-key-file") }
        return (existingFile(certificate, for: "ssl-certificate-file"), key)
    }

    private mutating func clientCertificates() -> TLSPlan.ClientCertificates? {
        guard let authorities = profile[\.tls.authorityFile] else { return nil }
        return TLSPlan.ClientCertificates(
            authorities: existingFile(authorities, for: "ssl-ca-certificate-file"),
            paths: profile[\.tls.verifyClient].map { urlPath($0, for: "ssl-verify-client") })
    }

    /// Source: RFC 6797, 6.1: `max-age` is required.
    private mutating func transportSecurity() -> String? {
        guard let policy = profile[\.tls.hstsPolicy] else { return nil }
        let directives = policy.lowercased().split(separator: ";").map { $0.drop { $0 == " " } }
        if !directives.contains(where: { $0.hasPrefix("max-age=") }) {
            complain(
                "hsts-policy", "'--hsts-policy' takes a policy with a max-age, not '\(policy)'",
                fix: "for example: max-age=31536000; includeSubDomains")
        }
        return policy
    }
}
