import Diagnostics
import HostFacts
import OptionCatalogue
import ProfileResolution
import SystemPackage

extension ServerPlanner {
    mutating func planAccess() -> AccessPlan {
        AccessPlan(
            hostScript: profile[\.access.hostAccessScript].map { existingFile($0, for: "host-access-script") },
            authentication: authentication())
    }

    private mutating func authentication() -> AccessPlan.Authentication? {
        guard let script = profile[\.access.authUserScript] else { return nil }
        let scheme = AccessPlan.Authentication.Scheme(rawValue: profile[\.access.authType]) ?? .basic
        let module = scheme == .basic ? "auth_basic" : "auth_digest"
        if !host.apache.has(module) {
            complain(
                "auth-type", "this Apache has no mod_\(module), which '--auth-type \(scheme.rawValue)' needs",
                id: "no-apache-module")
        }
        let groups = profile[\.access.authGroupScript].map { given in
            AccessPlan.Groups(script: existingFile(given, for: "auth-group-script"), name: profile[\.access.authGroup])
        }
        if let groups, groups.name.isEmpty || groups.name.contains(where: \.isWhitespace) {
            complain("auth-group", "'--auth-group' takes a name without spaces, not '\(groups.name)'")
        }
        return AccessPlan.Authentication(
            scheme: scheme, userScript: existingFile(script, for: "auth-user-script"), groups: groups)
    }
}
