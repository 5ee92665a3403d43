import ApacheSyntax
import OptionCatalogue
import ProfileResolution
import ServerPlanning
import SystemPackage

extension ApacheConfiguration {
    private static let causes: [OptionName] = ["live-reload"]

    /// The way to the engine's socket, after all that guards the whole site, and the script in the pages of the application.
    mutating func liveReloadGroup() -> ConfigurationGroup? {
        guard let live = plan.liveReload else { return nil }
        for module in ["env", "filter", "substitute", "headers", "proxy", "proxy_http"] {
            modules.need(module, for: Self.causes)
        }
        if !live.isOpenToNetwork { modules.need("authz_host", for: Self.causes) }
        return ConfigurationGroup(
            "Live reload", causes: given(Self.causes, ["allow-remote-debug"]), [streams(live)] + script())
    }

    private func streams(_ live: LiveReloadPlan) -> ConfigurationNode {
        // Source: mod_proxy, ProxyPass: the path of a socket is relative to DefaultRuntimeDir, so nothing of it has to be quoted for a URL.
        // A stream is never silent for as long as the timeout; after an engine that did not answer the next one is asked at once.
        let proxy: [DirectiveArgument] = [
            .text("unix:\(LiveReloadPlan.socketName)|http://localhost"), .verbatim("flushpackets=on"),
            .verbatim("disablereuse=on"), .verbatim("timeout=30"), .verbatim("retry=0"),
        ]
        let requirement: ConfigurationNode =
            live.isOpenToNetwork
            ? .directive("Require", "all", "granted", causes: ["allow-remote-debug"]) : .directive("Require", "local")
        return .section(
            Directive("Location", [.text(LiveReloadPlan.urlPath)], causes: Self.causes),
            [
                .directive(Directive("ProxyPass", proxy, causes: Self.causes)),
                // They are none of the engine's business, and may be large.
                .directive("RequestHeader", "unset", "Cookie"), .directive("RequestHeader", "unset", "Authorization"),
                .directive("RequestHeader", "unset", "Referer"), requirement,
            ])
    }

    /// Only in what the handler script answers. A response whose length nobody knows may be one that comes piece by piece: mod_substitute would hold
    /// back what has no end of a line. Parts, and what is compressed already, cannot be added to.
    private func script() -> [ConfigurationNode] {
        let tag = "<script src=\"\(LiveReloadPlan.scriptPath)\" async></script>"
        let condition =
            "%{CONTENT_TYPE} =~ m#^text/html# && -n %{resp:Content-Length} && -z %{resp:Content-Encoding} && -z %{resp:Content-Range}"
        let nodes: [ConfigurationNode] = [
            .directive("FilterChain", "+expressway-live", causes: Self.causes),
            // Source: mod_filter `filter_harness`: without it, nothing is done to any status but 200.
            .directive("SetEnv", "filter-errordocs", "1", causes: Self.causes),
            .directive("Substitute", "s|</body>|\(tag)</body>|in", causes: Self.causes),
            .directive("SubstituteMaxLineLength", "1g", causes: Self.causes),
            // The application would compress pages for a browser. Source: httpd 2.4 expressions: `req_novary` leaves the header Vary alone.
            .directive(
                "RequestHeader", "unset", "Accept-Encoding", "expr=%{req_novary:Accept} =~ m#text/html#",
                causes: Self.causes),
        ]
        return [
            .directive("FilterDeclare", "expressway-live", "RESOURCE", causes: Self.causes),
            .directive("FilterProvider", "expressway-live", "SUBSTITUTE", condition, causes: Self.causes),
            .section(
                Directive("Directory", ApacheQuoting.literalPattern(plan.serverRoot.string)),
                [.section(Directive("Files", "handler.wsgi"), nodes)]),
        ]
    }

    /// No rule of the user's leads these addresses elsewhere.
    func liveReloadFirst() -> [ConfigurationNode] {
        guard plan.liveReload != nil else { return [] }
        return [.rewriting("RewriteRule", "^\(LiveReloadPlan.urlPath)/", "-", "[END]", causes: Self.causes)]
    }

    /// What nobody has asked for stays out of the access log.
    var loggedRequests: [DirectiveArgument] {
        plan.liveReload == nil ? [] : [.text("expr=! (%{REQUEST_URI} =~ m#^\(LiveReloadPlan.urlPath)/#)")]
    }
}
