public struct ListeningOptions: CatalogueGroup {
    public let title = "Listening"

    public let host = OptionDeclaration<String>(
        "host", .text(metavar: "IP-ADDRESS"), default: .value(.text("127.0.0.1")), feeds: ["Listen"],
        "The address to listen on; 0.0.0.0 or :: offers the server to the network.")

    public let port = OptionDeclaration<Int>(
        "port", .integer(1...65535), default: .value(.integer(8000)), feeds: ["Listen"],
        "The port to listen on.")

    public let http2 = OptionDeclaration<Bool>(
        "http2", .toggle, feeds: ["Protocols"], rules: OptionRules(apacheModules: ["http2"]),
        "Offer HTTP/2 as well; browsers use it over TLS alone.")

    public let keepAliveTimeout = OptionDeclaration<Int?>(
        "keep-alive-timeout", .integer(0...86400, unit: .seconds),
        default: .derived("2 seconds; 0 where Apache has fewer than 64 threads, as in debug mode and embedded mode"),
        feeds: ["KeepAlive", "KeepAliveTimeout"],
        "How long a connection waits for a client's next request; 0 closes it after each.")

    public let serverBacklog = OptionDeclaration<Int>(
        "server-backlog", .integer(1...65535), default: .value(.integer(500)), feeds: ["ListenBacklog"],
        "How many connections may wait for Apache to accept them.")
}
