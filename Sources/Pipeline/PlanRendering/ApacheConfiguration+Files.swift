import ApacheSyntax
import HostFacts
import OptionCatalogue
import ProfileResolution
import ServerPlanning
import SystemPackage

extension ApacheConfiguration {
    mutating func filesGroup() -> ConfigurationGroup? {
        var nodes: [ConfigurationNode] = [
            .directive(
                "DocumentRoot", (plan.documentRoot ?? plan.emptyDocumentRoot).string, causes: ["document-root"])
        ]
        let servesFiles =
            plan.documentRoot != nil || !plan.aliases.isEmpty || plan.routing.documentation != nil
            || !plan.routing.includes.isEmpty
        if servesFiles {
            modules.need("mime")
            modules.need("dir")
            if let types = plan.routing.mimeTypes {
                nodes.append(.directive("TypesConfig", types.string, causes: ["mime-types"]))
            }
            nodes += [
                .directive("DirectoryIndex", plan.routing.directoryIndex ?? "disabled", causes: ["directory-index"]),
                .directive("EnableSendfile", "On"),
            ]
        }
        if !plan.aliases.isEmpty || plan.application != nil { modules.need("alias") }
        for alias in plan.aliases { nodes += [.comment(Self.origin(of: alias))] + self.nodes(for: alias) }
        nodes += handlerNodes()
        if let documentRoot = plan.documentRoot {
            nodes.append(openedRoot(documentRoot))
        } else {
            // Addresses outside the mount point are not found, rather than forbidden.
            nodes.append(
                .section(
                    Directive("Directory", ApacheQuoting.literalPattern(plan.emptyDocumentRoot.string)),
                    [.directive("Require", "all", "granted")]))
        }
        nodes += documentationNodes()
        return ConfigurationGroup(
            "Files",
            causes: given(
                ["document-root", "url-alias"],
                [
                    "directory-index", "directory-listing", "allow-override", "mime-types", "add-handler", "with-cgi",
                    "enable-docs",
                ]), nodes)
    }

    private static func origin(of alias: FileAlias) -> String {
        switch alias.source {
        case .option: "\(alias.urlPath): url-alias"
        case .django(let settings): "\(alias.urlPath): Django's \(settings)"
        }
    }

    private func nodes(for alias: FileAlias) -> [ConfigurationNode] {
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

    private mutating func openedRoot(_ documentRoot: FilePath) -> ConfigurationNode {
        var options = ["SymLinksIfOwnerMatch"]
        var nodes: [ConfigurationNode] = []
        if plan.routing.listsDirectories, plan.application == nil {
            modules.need("autoindex", for: ["directory-listing"])
            options.append("Indexes")
        }
        if plan.routing.runsCGI {
            let module = plan.sizing.mpm == .prefork ? "cgi" : "cgid"
            modules.need(module, for: ["with-cgi"])
            options.append("ExecCGI")
            nodes.append(.directive("AddHandler", "cgi-script", ".cgi", causes: ["with-cgi"]))
        }
        return opened(documentRoot, causes: ["document-root"], options: options, nodes)
    }

    /// Files that anybody may fetch, but for hidden ones (`.env`, `.git`) and for links that lead to somebody else's.
    private func opened(
        _ directory: FilePath, causes: [OptionName], options: [String] = ["SymLinksIfOwnerMatch"],
        _ more: [ConfigurationNode] = []
    ) -> ConfigurationNode {
        var nodes: [ConfigurationNode] = [
            .directive(Directive("Options", options.map { .text($0) })), .directive("Require", "all", "granted"),
        ]
        if !plan.routing.overrides.isEmpty {
            nodes.append(
                .directive(
                    Directive("AllowOverride", plan.routing.overrides.map { .text($0) }, causes: ["allow-override"])))
        }
        let hidden = ConfigurationNode.section(
            Directive("If", "%{REQUEST_URI} =~ m#/[.](?!well-known(/|$))#"), [.directive("Require", "all", "denied")])
        return .section(
            Directive("Directory", [.text(ApacheQuoting.literalPattern(directory.string))], causes: causes),
            nodes + more + [hidden])
    }

    private mutating func handlerNodes() -> [ConfigurationNode] {
        guard let application = plan.application, !plan.routing.handlers.isEmpty else { return [] }
        let arguments: [DirectiveArgument] = [.text(Self.resourceHandler), .text(plan.resourceScript.string)]
        return [
            .directive(
                Directive("WSGIHandlerScript", arguments + Self.placement(application), causes: ["add-handler"])),
            .directive(
                Directive(
                    "AddHandler", [.text(Self.resourceHandler)] + plan.routing.handlers.map { .text($0.ending) },
                    causes: ["add-handler"])),
        ]
    }

    private static let resourceHandler = "expressway-resource"

    private mutating func documentationNodes() -> [ConfigurationNode] {
        guard let directory = plan.routing.documentation else { return [] }
        modules.need("alias", for: ["enable-docs"])
        return [
            .directive("Alias", "/__wsgi__/docs", directory.string, causes: ["enable-docs"]),
            .section(
                Directive(
                    "Directory", [.text(ApacheQuoting.literalPattern(directory.string))], causes: ["enable-docs"]),
                [.directive("DirectoryIndex", "index.html"), .directive("Require", "all", "granted")]),
        ]
    }
}
