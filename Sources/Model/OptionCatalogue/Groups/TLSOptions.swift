public struct TLSOptions: CatalogueGroup {
    public let title = "TLS"

    private static let needsPort = OptionRules(requires: ["https-port"])

    public let httpsPort = OptionDeclaration<Int?>(
        "https-port", .integer(1...65535), feeds: ["Listen", "SSLEngine"],
        rules: OptionRules(requiresAny: ["ssl-certificate", "ssl-certificate-file"], apacheModules: ["ssl"]),
        "The port for HTTPS.")

    public let sslPort = OptionDeclaration<Int?>(
        "ssl-port", .integer(1...65535), availability: .oldName(of: "https-port"), hidden: true,
        "The old name of --https-port.")

    public let certificate = OptionDeclaration<String?>(
        "ssl-certificate", .path(metavar: "FILE-PATH"), feeds: ["SSLCertificateFile", "SSLCertificateKeyFile"],
        rules: OptionRules(excludes: ["ssl-certificate-file", "ssl-certificate-key-file"], requires: ["https-port"]),
        "Where certificate and key are, without their endings .crt and .key.")

    public let certificateFile = OptionDeclaration<String?>(
        "ssl-certificate-file", .path(metavar: "FILE-PATH"), feeds: ["SSLCertificateFile"], rules: needsPort,
        "The server's certificate, followed by those that lead to the authority.")

    public let certificateKeyFile = OptionDeclaration<String?>(
        "ssl-certificate-key-file", .path(metavar: "FILE-PATH"), default: .derived("in the certificate's file"),
        feeds: ["SSLCertificateKeyFile"], rules: OptionRules(requires: ["ssl-certificate-file", "https-port"]),
        "The private key of the certificate.")

    public let certificateChainFile = OptionDeclaration<String?>(
        "ssl-certificate-chain-file", .path(metavar: "FILE-PATH"), feeds: ["SSLCertificateChainFile"], rules: needsPort,
        "The certificates that lead from the server's to the authority, where they are in a file of their own.")

    public let authorityFile = OptionDeclaration<String?>(
        "ssl-ca-certificate-file", .path(metavar: "FILE-PATH"), feeds: ["SSLCACertificateFile", "SSLVerifyClient"],
        rules: needsPort,
        "The authorities whose client certificates are accepted; with it, clients must show one.")

    public let verifyClient = OptionDeclaration<[String]>(
        "ssl-verify-client", .list([.text(metavar: "URL-PATH")]), feeds: ["SSLVerifyClient", "Require"],
        rules: OptionRules(requires: ["ssl-ca-certificate-file"]),
        "A URL path below which a client certificate is needed, in place of everywhere; may be given several times.")

    public let environment = OptionDeclaration<Bool>(
        "ssl-environment", .toggle, feeds: ["SSLOptions"], rules: needsPort,
        "Hand the SSL_ variables on to the WSGI environ.")

    public let httpsOnly = OptionDeclaration<Bool>(
        "https-only", .toggle, feeds: ["RewriteRule"],
        rules: OptionRules(requires: ["https-port"], apacheModules: ["rewrite"]),
        "Redirect every request over HTTP to HTTPS, with its method.")

    public let hstsPolicy = OptionDeclaration<String?>(
        "hsts-policy", .text(metavar: "PARAMS"), feeds: ["Header"],
        rules: OptionRules(requires: ["https-port"], apacheModules: ["headers"]),
        "The Strict-Transport-Security header of every response over HTTPS, for example max-age=31536000.")
}
