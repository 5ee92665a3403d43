public struct TimeoutOptions: CatalogueGroup {
    public let title = "Timeouts"

    public let startupTimeout = OptionDeclaration<Int>(
        "startup-timeout", .integer(0...86400, unit: .seconds), default: .value(.integer(15)),
        feeds: ["WSGIDaemonProcess"],
        "How long the application may take to load; 0 for as long as it likes.")

    public let requestTimeout = OptionDeclaration<Int>(
        "request-timeout", .integer(0...86400, unit: .seconds), default: .value(.integer(60)),
        feeds: ["WSGIDaemonProcess"],
        "How long requests may take, averaged over a process's threads, before the process is replaced; 0 for no limit."
    )
}
