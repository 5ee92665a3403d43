import ApacheSyntax
import HostFacts
import OptionCatalogue
import ProfileResolution
import ServerPlanning
import SystemPackage

extension ApacheConfiguration {
    mutating func accessGroup() -> ConfigurationGroup? {
        var nodes: [ConfigurationNode] = []
        if let script = plan.access.hostScript {
            nodes.append(script.directive("WSGIAccessScript", causes: ["host-access-script"]))
        }
        if let authentication = plan.access.authentication { nodes += self.nodes(for: authentication) }
        let everywhere: [ConfigurationNode] =
            nodes.isEmpty ? [] : [.section(Directive("Location", "/"), nodes)]
        return ConfigurationGroup(
            "Access",
            causes: given(
                [],
                [
                    "host-access-script", "auth-user-script", "auth-type", "auth-group-script", "auth-group",
                    "ssl-ca-certificate-file", "ssl-verify-client",
                ]), everywhere + certificateRequirements())
    }

    /// The realm is the one of mod_wsgi-express: users' digests are made with it.
    private mutating func nodes(for authentication: AccessPlan.Authentication) -> [ConfigurationNode] {
        for module in ["authn_core", "authz_user"] { modules.need(module, for: ["auth-user-script"]) }
        let scheme = authentication.scheme.rawValue
        modules.need(authentication.scheme == .basic ? "auth_basic" : "auth_digest", for: ["auth-type"])
        var requirements: [ConfigurationNode] = [.directive("Require", "valid-user")]
        var nodes: [ConfigurationNode] = [
            .directive("AuthType", scheme, causes: ["auth-type"]),
            .directive("AuthName", plan.listener.address),
            .directive("Auth\(scheme)Provider", "wsgi", causes: ["auth-type"]),
            authentication.userScript.directive("WSGIAuthUserScript", causes: ["auth-user-script"]),
        ]
        if let groups = authentication.groups {
            nodes.append(groups.script.directive("WSGIAuthGroupScript", causes: ["auth-group-script"]))
            requirements.append(.directive("Require", "wsgi-group", groups.name, causes: ["auth-group"]))
        }
        return nodes + [.section(Directive("RequireAll", []), requirements)]
    }
}

extension FilePath {
    /// A directive for a script that Apache's children run themselves, in their main interpreter.
    fileprivate func directive(_ name: String, causes: [OptionName]) -> ConfigurationNode {
        .directive(Directive(name, [.text(string), .verbatim("application-group=%{GLOBAL}")], causes: causes))
    }
}
