public struct ServiceOptions: CatalogueGroup {
    public let title = "Services"

    private static let needsScript = OptionRules(requires: ["service-script"])

    public let script = OptionDeclaration<[WordPair]>(
        "service-script", .list([.text(metavar: "SERVICE"), .path(metavar: "SCRIPT-PATH")]),
        feeds: ["WSGIDaemonProcess", "WSGIImportScript"],
        runsCode: true,
        "A Python script that runs in a process of its own beside the application, under a name; may be given several times."
    )

    public let user = OptionDeclaration<[WordPair]>(
        "service-user", .list([.text(metavar: "SERVICE"), .text(metavar: "USERNAME")]), feeds: ["WSGIDaemonProcess"],
        rules: needsScript,
        "The user that a service runs as when the server is started by root.")

    public let group = OptionDeclaration<[WordPair]>(
        "service-group", .list([.text(metavar: "SERVICE"), .text(metavar: "GROUP")]), feeds: ["WSGIDaemonProcess"],
        rules: needsScript,
        "The group that a service runs as when the server is started by root.")

    public let logFile = OptionDeclaration<[WordPair]>(
        "service-log-file", .list([.text(metavar: "SERVICE"), .text(metavar: "FILE-NAME")]), feeds: ["ErrorLog"],
        rules: OptionRules(requiresAny: ["service-script", "enable-telemetry"]),
        "The log file of a service, in the log directory.")
}
