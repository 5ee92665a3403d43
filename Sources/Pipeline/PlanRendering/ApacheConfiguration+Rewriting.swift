import ApacheSyntax
import HostFacts
import OptionCatalogue
import ProfileResolution
import ServerPlanning
import SystemPackage

extension ApacheConfiguration {
    /// What the user rewrites, then what sends requests for files to the document root.
    mutating func rewriting() -> ConfigurationGroup? {
        var nodes: [ConfigurationNode] = []
        if let rules = plan.routing.rewriteRules {
            nodes.append(.directive("Include", ApacheQuoting.literalPattern(rules.string), causes: ["rewrite-rules"]))
        }
        if plan.documentRoot != nil, plan.application != nil { nodes += documentRootFirst() }
        guard !nodes.isEmpty else { return nil }
        modules.need("rewrite", for: plan.routing.rewriteRules == nil ? ["document-root"] : ["rewrite-rules"])
        var head: [ConfigurationNode] = [.directive("RewriteEngine", "On")]
        if hasVirtualHosts { head.append(.directive("RewriteOptions", "InheritDown")) }
        return ConfigurationGroup("Rewriting", causes: given(["document-root"], ["rewrite-rules"]), head + nodes)
    }

    /// Requests for a file of the document root are sent there; all others go on to the application.
    private func documentRootFirst() -> [ConfigurationNode] {
        var nodes = rule(forWhatIs: "%{DOCUMENT_ROOT}%{REQUEST_URI}", "-f", causes: ["document-root"])
        if plan.routing.runsCGI { nodes += pathsBehindPrograms() }
        if let index = plan.routing.directoryIndex {
            let file = "%{DOCUMENT_ROOT}%{REQUEST_URI}/" + RegularExpression.escapeExpansion(index)
            nodes += rule(forWhatIs: file, "-f", causes: ["directory-index"])
        }
        return nodes
    }

    /// `/program.cgi/more` is the program's, too.
    private func pathsBehindPrograms() -> [ConfigurationNode] {
        [
            .rewriting("RewriteCond", "%{REQUEST_URI}", "^(.+?\\.cgi)/", causes: ["with-cgi"]),
            .rewriting("RewriteCond", "%{DOCUMENT_ROOT}%1", "-f", causes: ["with-cgi"]),
            .rewriting("RewriteRule", "^", "%{DOCUMENT_ROOT}%{REQUEST_URI}", "[L]", causes: ["with-cgi"]),
        ]
    }

    private func rule(forWhatIs test: String, _ condition: String, causes: [OptionName]) -> [ConfigurationNode] {
        let exceptions: [(path: String, cause: OptionName)] =
            plan.aliases.map { ($0.urlPath, "url-alias") } + plan.proxies.mounts.map { ($0.path, "proxy-mount-point") }
        return exceptions.map { exception in
            .rewriting(
                "RewriteCond", "%{REQUEST_URI}",
                "!^" + RegularExpression.escape(exception.path == "/" ? "" : exception.path) + "(/|$)",
                causes: [exception.cause])
        } + [
            .rewriting("RewriteCond", test, condition, causes: causes),
            .rewriting("RewriteRule", "^", "%{DOCUMENT_ROOT}%{REQUEST_URI}", "[L]", causes: causes),
        ]
    }
}
