public struct EnvironmentOptions: CatalogueGroup {
    public let title = "Environment"

    public let environment = OptionDeclaration<[WordPair]>(
        "environment", .list([.text(metavar: "NAME"), .text(metavar: "VALUE")]), heritage: .expressway,
        "A variable for the process environment of the WSGI processes, there before the application is imported; may be given several times."
    )

    public let secrets = OptionDeclaration<[WordPair]>(
        "secrets", .list([.text(metavar: "NAME"), .text(metavar: "env:VARIABLE|file:FILE-PATH")]),
        heritage: .expressway,
        "A variable for that environment whose value is read by the WSGI processes alone, from another variable or from a file; it is never shown or written down."
    )

    public let setenv = OptionDeclaration<[WordPair]>(
        "setenv", .list([.text(metavar: "KEY"), .text(metavar: "VALUE")]), feeds: ["SetEnv"],
        "A variable for the WSGI environ of every request; may be given several times.")

    public let passenv = OptionDeclaration<[String]>(
        "passenv", .list([.text(metavar: "KEY")]), feeds: ["PassEnv"],
        "A variable of this shell to hand on to the WSGI environ of every request; may be given several times.")

    public let envvarsScript = OptionDeclaration<String?>(
        "envvars-script", .path(metavar: "FILE-PATH"),
        runsCode: true,
        "A shell script that is read before Apache starts; the variables that it exports are Apache's and the application's."
    )

    public let shellExecutable = OptionDeclaration<String?>(
        "shell-executable", .path(metavar: "FILE-PATH"),
        default: .derived("/bin/sh; bash where --process-name needs it"),
        runsCode: true,
        "The shell that reads --envvars-script and runs apachectl.")

    public let locale = OptionDeclaration<String?>(
        "locale", .text(metavar: "NAME"),
        default: .derived("the locale of this shell if it is installed, else C.UTF-8"),
        feeds: ["WSGIDaemonProcess"],
        "The locale of the WSGI processes.")

    public let lang = OptionDeclaration<String?>(
        "lang", .text(metavar: "NAME"), availability: .oldName(of: "locale"), hidden: true,
        "The old name of --locale.")
}
