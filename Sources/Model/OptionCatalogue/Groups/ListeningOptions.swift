public struct ListeningOptions: CatalogueGroup {
    public let title = "Listening"

    public let host = OptionDeclaration<String>(
        "host", .text(metavar: "IP-ADDRESS"), default: .value(.text("127.0.0.1")), feeds: ["Listen"],
        "The address to listen on; 0.0.0.0 or :: offers the server to the network.")

    public let port = OptionDeclaration<Int>(
        "port", .integer(1...65535), default: .value(.integer(8000)), feeds: ["Listen"],
        "The port to listen on.")
}
