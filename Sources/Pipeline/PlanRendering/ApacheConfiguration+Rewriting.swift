import ApacheSyntax
import HostFacts
import OptionCatalogue
import ProfileResolution
import ServerPlanning
import SystemPackage

extension ApacheConfiguration {
    /// Whether there is any rule for the whole server.
    var rewrites: Bool {
        plan.routing.rewriteRules != nil || plan.documentRoot != nil && plan.application != nil
    }

    /// What the user rewrites, then what sends requests for files to the document root.
    mutating func rewriting() -> ConfigurationGroup? {
        guard rewrites else { return nil }
        var nodes = liveReloadFirst()
        if let rules = plan.routing.rewriteRules {
            nodes.append(
                .directive(
                    "Include", ApacheQuoting.literalPattern(plan.rulesToInclude(for: rules).string),
                    causes: ["rewrite-rules"]))
            nodes += pathsOfRules()
        }
        if plan.documentRoot != nil, plan.application != nil { nodes += documentRootFirst() }
        if plan.routing.rewriteRules != nil {
            // What no file answers is mapped as if the client had asked for it: to aliases, proxies, the application.
            nodes.append(.rewriting("RewriteRule", "^/", "-", "[PT]", causes: ["rewrite-rules"]))
        }
        modules.need("rewrite", for: plan.routing.rewriteRules == nil ? ["document-root"] : ["rewrite-rules"])
        var head: [ConfigurationNode] = [.directive("RewriteEngine", "On")]
        if hasVirtualHosts { head.append(.directive("RewriteOptions", "InheritDown")) }
        return ConfigurationGroup("Rewriting", causes: given(["document-root"], ["rewrite-rules"]), head + nodes)
    }

    /// Rules may have led to a path without a leading slash, or to the file of the document root itself.
    private func pathsOfRules() -> [ConfigurationNode] {
        var nodes: [ConfigurationNode] = [
            .rewriting(
                "RewriteRule", "^(?!/|[A-Za-z][A-Za-z0-9+.-]*:)", "/%{REQUEST_FILENAME}", causes: ["rewrite-rules"])
        ]
        if let documentRoot = plan.documentRoot {
            let inside = "^" + RegularExpression.escape(documentRoot.string) + "/"
            nodes += [
                .rewriting("RewriteCond", "%{REQUEST_URI}", "!" + inside, causes: ["rewrite-rules"]),
                .rewriting("RewriteRule", inside, "-", "[L]", causes: ["rewrite-rules"]),
            ]
        }
        return nodes
    }

    /// The path as the user's rules have left it.
    ///
    /// Source: mod_rewrite `lookup_variable`, `apply_rewrite_list`: `REQUEST_URI` stays what the client asked for; in the server's context
    /// `REQUEST_FILENAME` is the path that the rules have come to.
    private var path: String {
        plan.routing.rewriteRules == nil ? "%{REQUEST_URI}" : "%{REQUEST_FILENAME}"
    }

    /// Requests for a file of the document root are sent there; all others go on to the application.
    private func documentRootFirst() -> [ConfigurationNode] {
        var nodes = rule(forWhatIs: "%{DOCUMENT_ROOT}\(path)", "-f", causes: ["document-root"])
        if plan.routing.runsCGI { nodes += pathsBehindPrograms() }
        if let index = plan.routing.directoryIndex {
            nodes += directories(with: RegularExpression.escapeExpansion(index))
        }
        return nodes
    }

    /// mod_dir goes by what the client asked for: to where rules have led it does not see whether there is a slash at the end.
    private func directories(with index: String) -> [ConfigurationNode] {
        let causes: [OptionName] = ["directory-index"]
        let file = "%{DOCUMENT_ROOT}\(path)/" + index
        guard plan.routing.rewriteRules != nil else { return rule(forWhatIs: file, "-f", causes: causes) }
        let isDirectory = conditions(forWhatIs: file, "-f", causes: causes)
        return isDirectory + [.rewriting("RewriteRule", "[^/]$", "\(path)/", "[R=301,L]", causes: causes)]
            + isDirectory
            + [.rewriting("RewriteRule", "/$", "%{DOCUMENT_ROOT}\(path)" + index, "[L]", causes: causes)]
    }

    /// `/program.cgi/more` is the program's, too.
    private func pathsBehindPrograms() -> [ConfigurationNode] {
        [
            .rewriting("RewriteCond", path, "^(.+?\\.cgi)/", causes: ["with-cgi"]),
            .rewriting("RewriteCond", "%{DOCUMENT_ROOT}%1", "-f", causes: ["with-cgi"]),
            .rewriting("RewriteRule", "^", "%{DOCUMENT_ROOT}\(path)", "[L]", causes: ["with-cgi"]),
        ]
    }

    private func rule(forWhatIs test: String, _ condition: String, causes: [OptionName]) -> [ConfigurationNode] {
        conditions(forWhatIs: test, condition, causes: causes) + [
            .rewriting("RewriteRule", "^", "%{DOCUMENT_ROOT}\(path)", "[L]", causes: causes)
        ]
    }

    private func conditions(
        forWhatIs test: String, _ condition: String, causes: [OptionName]
    ) -> [ConfigurationNode] {
        let exceptions: [(path: String, cause: OptionName)] =
            plan.aliases.map { ($0.urlPath, "url-alias") } + plan.proxies.mounts.map { ($0.path, "proxy-mount-point") }
        return exceptions.map { exception in
            .rewriting(
                "RewriteCond", path,
                "!^" + RegularExpression.escape(exception.path == "/" ? "" : exception.path) + "(/|$)",
                causes: [exception.cause])
        } + [.rewriting("RewriteCond", test, condition, causes: causes)]
    }
}
