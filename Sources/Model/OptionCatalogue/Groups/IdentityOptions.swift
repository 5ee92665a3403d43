public struct IdentityOptions: CatalogueGroup {
    public let title = "User"

    public let user = OptionDeclaration<String?>(
        "user", .text(metavar: "USERNAME"),
        default: .derived("you; as root the owner of the project, else www-data or nobody"), feeds: ["User"],
        "The user that Apache and the WSGI processes run as when the server is started by root.")

    public let group = OptionDeclaration<String?>(
        "group", .text(metavar: "GROUP"), default: .derived("the user's own group"), feeds: ["Group"],
        "The group that Apache and the WSGI processes run as when the server is started by root.")
}
