public struct AccessOptions: CatalogueGroup {
    public let title = "Access"

    public let hostAccessScript = OptionDeclaration<String?>(
        "host-access-script", .path(metavar: "SCRIPT-PATH"), feeds: ["WSGIAccessScript"],
        runsCode: true,
        "A Python script whose allow_access(environ, host) decides about each request.")

    public let authUserScript = OptionDeclaration<String?>(
        "auth-user-script", .path(metavar: "SCRIPT-PATH"), feeds: ["WSGIAuthUserScript"],
        rules: OptionRules(apacheModules: ["authn_core", "authz_user"]),
        runsCode: true,
        "A Python script whose check_password (Basic) or get_realm_hash (Digest) knows the users.")

    public let authType = OptionDeclaration<String>(
        "auth-type", .choice(["Basic", "Digest"]), default: .value(.text("Basic")), feeds: ["AuthType"],
        rules: OptionRules(requires: ["auth-user-script"]),
        "How a browser sends user name and password.")

    public let authGroupScript = OptionDeclaration<String?>(
        "auth-group-script", .path(metavar: "SCRIPT-PATH"), feeds: ["WSGIAuthGroupScript"],
        rules: OptionRules(requires: ["auth-user-script"]),
        runsCode: true,
        "A Python script whose groups_for_user(environ, user) names the groups of a user.")

    public let authGroup = OptionDeclaration<String>(
        "auth-group", .text(metavar: "NAME"), default: .value(.text("wsgi")), feeds: ["Require"],
        rules: OptionRules(requires: ["auth-group-script"]),
        "The group that a user must be in.")
}
