public struct RoutingOptions: CatalogueGroup {
    public let title = "Files beside the application"

    public let urlAlias = OptionDeclaration<[WordPair]>(
        "url-alias", .list([.text(metavar: "URL-PATH"), .path(metavar: "FILE-PATH|DIRECTORY-PATH")]), feeds: ["Alias"],
        "Serve a file or a directory at a URL path, without the application; may be given several times.")

    public let documentRoot = OptionDeclaration<String?>(
        "document-root", .path(metavar: "DIRECTORY-PATH"), default: .absent, feeds: ["DocumentRoot"],
        "A directory whose files are served before the application is asked.")

    public let directoryIndex = OptionDeclaration<String?>(
        "directory-index", .text(metavar: "FILE-NAME"), feeds: ["DirectoryIndex"],
        "The file of the document root that answers for the directory it is in.")

    public let directoryListing = OptionDeclaration<Bool>(
        "directory-listing", .toggle, feeds: ["Options"], rules: OptionRules(apacheModules: ["autoindex"]),
        "List the files of directories without such a file, where only files are served.")

    public let allowOverride = OptionDeclaration<[String]>(
        "allow-override", .list([.text(metavar: "DIRECTIVE-TYPE")]), feeds: ["AllowOverride"],
        runsCode: true,
        "Let .htaccess files beside served files set directives of this type (All, FileInfo…); may be given several times."
    )

    public let mimeTypes = OptionDeclaration<String?>(
        "mime-types", .path(metavar: "FILE-PATH"), default: .derived("found on the host"), feeds: ["TypesConfig"],
        "The table of content types by file ending.")

    public let addHandler = OptionDeclaration<[WordPair]>(
        "add-handler", .list([.text(metavar: "EXTENSION"), .path(metavar: "SCRIPT-PATH")]),
        feeds: ["WSGIHandlerScript", "AddHandler"],
        rules: OptionRules(requiresAny: ["document-root", "url-alias"]),
        runsCode: true,
        "Let a WSGI script answer for the files with an ending; may be given several times.")

    public let withCGI = OptionDeclaration<Bool>(
        "with-cgi", .toggle, feeds: ["AddHandler", "Options"],
        runsCode: true,
        "Run the files of the document root that end in .cgi as CGI programs.")

    public let withPHP5 = OptionDeclaration<Bool>(
        "with-php5", .toggle, availability: .withoutEffect("PHP 5 has been out of support since 2018"), hidden: true,
        "Formerly PHP 5 in the document root.")

    public let rewriteRules = OptionDeclaration<String?>(
        "rewrite-rules", .path(metavar: "FILE-PATH"), feeds: ["Include"],
        rules: OptionRules(apacheModules: ["rewrite"]),
        runsCode: true,
        "A file of directives for mod_rewrite; patterns may begin with the path's leading slash or leave it out.")

    public let includeFile = OptionDeclaration<[String]>(
        "include-file", .list([.path(metavar: "FILE-PATH")]), feeds: ["Include"],
        runsCode: true,
        "A file of Apache's directives to read at the end of the configuration; may be given several times.")

    public let enableDocs = OptionDeclaration<Bool>(
        "enable-docs", .toggle, feeds: ["Alias"],
        "Serve mod_wsgi's documentation at /__wsgi__/docs, where the installed package brings it.")
}
