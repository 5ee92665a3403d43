public struct RoutingOptions: CatalogueGroup {
    public let title = "Files beside the application"

    public let urlAlias = OptionDeclaration<[WordPair]>(
        "url-alias", .list([.text(metavar: "URL-PATH"), .path(metavar: "FILE-PATH|DIRECTORY-PATH")]), feeds: ["Alias"],
        "Serve a file or a directory at a URL path, without the application; may be given several times.")

    public let documentRoot = OptionDeclaration<String?>(
        "document-root", .path(metavar: "DIRECTORY-PATH"), default: .absent, feeds: ["DocumentRoot"],
        "A directory whose files are served before the application is asked.")
}
