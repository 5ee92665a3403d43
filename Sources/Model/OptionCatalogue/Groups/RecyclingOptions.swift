public struct RecyclingOptions: CatalogueGroup {
    public let title = "Replacing WSGI processes"

    private static let seconds = OptionType.integer(0...31_536_000, unit: .seconds)
    private static let daemonOnly = OptionRules(excludes: ["embedded-mode"])

    public let maximumRequests = OptionDeclaration<Int?>(
        "maximum-requests", .integer(0...1_000_000_000), default: .derived("no limit"), feeds: ["WSGIDaemonProcess"],
        rules: daemonOnly,
        "After how many requests a WSGI process is replaced; 0 for never.")

    public let restartInterval = OptionDeclaration<Int>(
        "restart-interval", seconds, default: .value(.integer(0)), feeds: ["WSGIDaemonProcess"], rules: daemonOnly,
        "After how long a WSGI process is replaced; 0 for never.")

    public let cpuTimeLimit = OptionDeclaration<Int>(
        "cpu-time-limit", seconds, default: .value(.integer(0)), feeds: ["WSGIDaemonProcess"], rules: daemonOnly,
        "After how much processor time a WSGI process is replaced; 0 for never.")

    public let inactivityTimeout = OptionDeclaration<Int?>(
        "inactivity-timeout", seconds, default: .derived("never"), feeds: ["WSGIDaemonProcess"], rules: daemonOnly,
        "After how long without requests a WSGI process is replaced; 0 for never.")

    public let ignoreActivity = OptionDeclaration<[String]>(
        "ignore-activity", .list([.text(metavar: "URL-PATH")]), feeds: ["WSGIIgnoreActivity"],
        rules: OptionRules(idleWithout: "inactivity-timeout"),
        "A URL path, of a health check say, whose requests do not count as activity; may be given several times.")

    public let deadlockTimeout = OptionDeclaration<Int>(
        "deadlock-timeout", seconds, default: .value(.integer(60)), feeds: ["WSGIDaemonProcess"],
        "How long Python's global lock may be held before the WSGI process is replaced; 0 for as long as it likes.")

    public let gracefulTimeout = OptionDeclaration<Int>(
        "graceful-timeout", seconds, default: .value(.integer(15)), feeds: ["WSGIDaemonProcess"],
        "How long a WSGI process that is due to be replaced goes on with its requests.")

    public let evictionTimeout = OptionDeclaration<Int?>(
        "eviction-timeout", seconds, default: .derived("the same as --graceful-timeout"), feeds: ["WSGIDaemonProcess"],
        rules: daemonOnly,
        "How long a WSGI process that is told to go (SIGUSR1) goes on with its requests.")

    public let shutdownTimeout = OptionDeclaration<Int>(
        "shutdown-timeout", seconds, default: .value(.integer(5)), feeds: ["WSGIDaemonProcess"],
        "How long a WSGI process may take to end before it is killed.")
}
