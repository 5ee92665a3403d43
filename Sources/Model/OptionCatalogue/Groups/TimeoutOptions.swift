public struct TimeoutOptions: CatalogueGroup {
    public let title = "Timeouts"

    private static let seconds = OptionType.integer(0...86400, unit: .seconds)
    private static let needsTimeouts = OptionRules(apacheModules: ["reqtimeout"])

    public let startupTimeout = OptionDeclaration<Int>(
        "startup-timeout", seconds, default: .value(.integer(15)), feeds: ["WSGIDaemonProcess"],
        "How long the application may take to load; 0 for as long as it likes.")

    public let requestTimeout = OptionDeclaration<Int>(
        "request-timeout", seconds, default: .value(.integer(60)), feeds: ["WSGIDaemonProcess"],
        "How long requests may take, averaged over a process's threads, before the process is replaced; 0 for no limit."
    )

    public let interruptTimeout = OptionDeclaration<Int?>(
        "interrupt-timeout", seconds, default: .derived("0, the process is replaced at once"),
        feeds: ["WSGIDaemonProcess"],
        rules: OptionRules(idleWithout: "request-timeout", wsgiVersion: "6.1.1"),
        "How long a request that took too long has to end after an exception was raised in it, before its process is replaced."
    )

    public let queueTimeout = OptionDeclaration<Int>(
        "queue-timeout", seconds, default: .value(.integer(45)), feeds: ["WSGIDaemonProcess"],
        "How long a request may wait for a WSGI process before it is answered with an error.")

    public let connectTimeout = OptionDeclaration<Int>(
        "connect-timeout", seconds, default: .value(.integer(15)), feeds: ["WSGIDaemonProcess"],
        "How long Apache tries to connect to a WSGI process.")

    public let socketTimeout = OptionDeclaration<Int>(
        "socket-timeout", .integer(1...86400, unit: .seconds), default: .value(.integer(60)),
        feeds: ["Timeout", "WSGIDaemonProcess"],
        "How long one read or write may take, with clients and with WSGI processes.")

    public let responseSocketTimeout = OptionDeclaration<Int?>(
        "response-socket-timeout", seconds, default: .derived("the same as --socket-timeout"),
        feeds: ["WSGIDaemonProcess"],
        "How long one write of a response to a client may take.")

    public let headerTimeout = OptionDeclaration<Int?>(
        "header-timeout", seconds, default: .derived("15; 1 in debug mode, where nobody else is served meanwhile"),
        feeds: ["RequestReadTimeout"], rules: needsTimeouts,
        "How long a client may take to send the head of a request; 0 for as long as it likes.")

    public let headerMaxTimeout = OptionDeclaration<Int>(
        "header-max-timeout", seconds, default: .value(.integer(30)), feeds: ["RequestReadTimeout"],
        rules: needsTimeouts,
        "How far --header-min-rate may extend --header-timeout; 0 for no end.")

    public let headerMinRate = OptionDeclaration<Int>(
        "header-min-rate", .integer(0...1_000_000_000, unit: .bytes), default: .value(.integer(500)),
        feeds: ["RequestReadTimeout"],
        rules: needsTimeouts,
        "How many bytes of the head earn the client one more second; 0 for none.")

    public let bodyTimeout = OptionDeclaration<Int>(
        "body-timeout", seconds, default: .value(.integer(15)), feeds: ["RequestReadTimeout"], rules: needsTimeouts,
        "How long a client may take to send the body of a request; 0 for as long as it likes.")

    public let bodyMaxTimeout = OptionDeclaration<Int?>(
        "body-max-timeout", seconds, default: .derived("no end"), feeds: ["RequestReadTimeout"], rules: needsTimeouts,
        "How far --body-min-rate may extend --body-timeout; 0 for no end.")

    public let bodyMinRate = OptionDeclaration<Int>(
        "body-min-rate", .integer(0...1_000_000_000, unit: .bytes), default: .value(.integer(500)),
        feeds: ["RequestReadTimeout"],
        rules: needsTimeouts,
        "How many bytes of the body earn the client one more second; 0 for none.")
}
