public struct ResponseOptions: CatalogueGroup {
    public let title = "Requests and responses"

    public let errorDocument = OptionDeclaration<[WordPair]>(
        "error-document", .list([.integer(400...599), .text(metavar: "URL-PATH")]), feeds: ["ErrorDocument"],
        "The URL path whose response takes the place of Apache's page for a status; may be given several times.")

    public let errorOverride = OptionDeclaration<Bool>(
        "error-override", .toggle, feeds: ["WSGIErrorOverride"],
        "Let Apache's error pages take the place of the application's.")

    public let compressResponses = OptionDeclaration<Bool>(
        "compress-responses", .toggle, feeds: ["AddOutputFilterByType"],
        rules: OptionRules(apacheModules: ["deflate", "filter"]),
        "Compress text: HTML, CSS, JavaScript, JSON, XML.")

    public let enableSendfile = OptionDeclaration<Bool>(
        "enable-sendfile", .toggle, feeds: ["EnableSendfile", "WSGIEnableSendfile"],
        "Let the kernel send files that the application returns by wsgi.file_wrapper.")

    public let chunkedRequest = OptionDeclaration<Bool>(
        "chunked-request", .toggle, feeds: ["WSGIChunkedRequest"],
        "Accept request bodies of unknown length.")

    public let mapHEADToGET = OptionDeclaration<String>(
        "map-head-to-get", .choice(["Off", "On", "Auto"]), default: .value(.text("Auto")), feeds: ["WSGIMapHEADToGET"],
        "Whether the application sees HEAD as GET: never, always, or when a filter of Apache's needs the body.")
}
