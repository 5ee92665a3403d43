public struct ProxyOptions: CatalogueGroup {
    public let title = "Proxies"

    private static let modules = OptionRules(apacheModules: ["proxy", "proxy_http", "headers"])

    public let mountPoint = OptionDeclaration<[WordPair]>(
        "proxy-mount-point", .list([.text(metavar: "URL-PATH"), .text(metavar: "URL")]), feeds: ["ProxyPass"],
        rules: modules,
        "Hand requests below a URL path on to another server, WebSockets too; may be given several times.")

    public let urlAlias = OptionDeclaration<[WordPair]>(
        "proxy-url-alias", .list([.text(metavar: "URL-PATH"), .text(metavar: "URL")]),
        availability: .oldName(of: "proxy-mount-point"),
        hidden: true,
        "The old name of --proxy-mount-point.")

    public let virtualHost = OptionDeclaration<[WordPair]>(
        "proxy-virtual-host", .list([.text(metavar: "HOSTNAME"), .text(metavar: "URL")]),
        feeds: ["VirtualHost", "ProxyPass"],
        rules: modules,
        "Hand requests for a host name on to another server; may be given several times.")

    public let timeout = OptionDeclaration<Int?>(
        "proxy-timeout", .integer(1...86400, unit: .seconds), default: .derived("the same as --socket-timeout"),
        feeds: ["ProxyTimeout"],
        rules: OptionRules(requiresAny: ["proxy-mount-point", "proxy-virtual-host"]),
        "How long a server behind may be silent.")

    public let trustedHeaders = OptionDeclaration<[String]>(
        "trust-proxy-header", .list([.text(metavar: "HEADER-NAME")]), feeds: ["WSGITrustedProxyHeaders"],
        "A header, X-Forwarded-For say, by which a proxy in front tells of the client; may be given several times.")

    public let trustedProxies = OptionDeclaration<[String]>(
        "trust-proxy", .list([.text(metavar: "IP-ADDRESS/SUBNET")]), feeds: ["WSGITrustedProxies"],
        rules: OptionRules(idleWithout: "trust-proxy-header"),
        "The address or the subnet of a proxy in front whose headers are believed; may be given several times.")
}
