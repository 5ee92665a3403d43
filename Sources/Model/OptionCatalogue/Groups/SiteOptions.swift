public struct SiteOptions: CatalogueGroup {
    public let title = "Host names"

    public let serverName = OptionDeclaration<String?>(
        "server-name", .text(metavar: "HOSTNAME"), default: .derived("any host name is answered"),
        feeds: ["ServerName", "VirtualHost"],
        "The only host name to answer; with 'www.' in front, the bare domain is redirected to it.")

    public let serverAlias = OptionDeclaration<[String]>(
        "server-alias", .list([.text(metavar: "HOSTNAME")]), feeds: ["ServerAlias"],
        rules: OptionRules(requires: ["server-name"]),
        "A further host name to answer, with * and ? as wildcards; may be given several times.")

    public let allowLocalhost = OptionDeclaration<Bool>(
        "allow-localhost", .toggle, feeds: ["Require"], rules: OptionRules(idleWithout: "server-name"),
        "Answer this machine whatever host name it asks for.")
}
