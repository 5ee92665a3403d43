public struct EnvironmentOptions: CatalogueGroup {
    public let title = "Environment"

    public let setenv = OptionDeclaration<[WordPair]>(
        "setenv", .list([.text(metavar: "KEY"), .text(metavar: "VALUE")]), feeds: ["SetEnv"],
        "A variable for the WSGI environ of every request; may be given several times.")

    public let passenv = OptionDeclaration<[String]>(
        "passenv", .list([.text(metavar: "KEY")]), feeds: ["SetEnv"],
        "A variable of this shell to hand on to the WSGI environ of every request; may be given several times.")

    public let locale = OptionDeclaration<String?>(
        "locale", .text(metavar: "NAME"),
        default: .derived("the locale of this shell if it is installed, else C.UTF-8"),
        feeds: ["WSGIDaemonProcess"],
        "The locale of the WSGI processes.")
}
