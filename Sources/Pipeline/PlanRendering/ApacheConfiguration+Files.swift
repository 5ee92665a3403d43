import ApacheSyntax
import HostFacts
import OptionCatalogue
import ServerPlanning
import SystemPackage

extension ApacheConfiguration {
    mutating func filesGroup() -> ConfigurationGroup? {
        var nodes: [ConfigurationNode] = [
            .directive("DocumentRoot", (plan.documentRoot ?? plan.emptyDocumentRoot).string, causes: ["document-root"])
        ]
        let servesFiles = plan.documentRoot != nil || !plan.aliases.isEmpty
        if servesFiles {
            modules.need("mime")
            modules.need("dir")
            if let types = plan.apache.mimeTypes { nodes.append(.directive("TypesConfig", types.string)) }
            nodes += [.directive("DirectoryIndex", "disabled"), .directive("EnableSendfile", "On")]
        }
        if !plan.aliases.isEmpty || plan.application != nil { modules.need("alias") }
        for alias in plan.aliases { nodes += Self.nodes(for: alias) }
        if let documentRoot = plan.documentRoot {
            nodes.append(Self.opened(documentRoot, causes: ["document-root"]))
            if plan.application != nil { nodes += documentRootFirst() }
        }
        return ConfigurationGroup("Files", causes: ["document-root", "url-alias"], nodes)
    }

    private static func nodes(for alias: FileAlias) -> [ConfigurationNode] {
        let isRoot = alias.urlPath == "/"
        let target = alias.target.string + (isRoot && alias.isDirectory ? "/" : "")
        let mapping = ConfigurationNode.directive("Alias", alias.urlPath, target, causes: ["url-alias"])
        guard alias.isDirectory else {
            let file = ConfigurationNode.section(
                Directive("Files", ApacheQuoting.literalPattern(alias.target.lastComponent?.string ?? "")),
                [.directive("Require", "all", "granted")])
            let directory = Directive(
                "Directory", ApacheQuoting.literalPattern(alias.target.removingLastComponent().string))
            return [mapping, .section(directory, [.directive("Options", "SymLinksIfOwnerMatch"), file])]
        }
        return [mapping, opened(alias.target, causes: ["url-alias"])]
    }

    /// Files that anybody may fetch, but for hidden ones (`.env`, `.git`) and for links that lead to somebody else's.
    private static func opened(_ directory: FilePath, causes: [OptionName]) -> ConfigurationNode {
        .section(
            Directive("Directory", [.text(ApacheQuoting.literalPattern(directory.string))], causes: causes),
            [
                .directive("Options", "SymLinksIfOwnerMatch"),
                .directive("Require", "all", "granted"),
                .section(
                    Directive("If", "%{REQUEST_URI} =~ m#/[.](?!well-known(/|$))#"),
                    [.directive("Require", "all", "denied")]),
            ])
    }

    /// Requests for a file of the document root are sent there; all others go on to the application.
    private mutating func documentRootFirst() -> [ConfigurationNode] {
        modules.need("rewrite", for: ["document-root"])
        let exceptions = plan.aliases.map { alias in
            ConfigurationNode.directive(
                "RewriteCond", "%{REQUEST_URI}", "!^" + RegularExpression.escape(alias.urlPath) + "(/|$)",
                causes: ["url-alias"])
        }
        return [.directive("RewriteEngine", "On")] + exceptions + [
            .directive("RewriteCond", "%{DOCUMENT_ROOT}%{REQUEST_URI}", "-f"),
            .directive("RewriteRule", "^", "%{DOCUMENT_ROOT}%{REQUEST_URI}", "[L]"),
        ]
    }
}
