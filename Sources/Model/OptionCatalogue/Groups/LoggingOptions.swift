public struct LoggingOptions: CatalogueGroup {
    public let title = "Logs"

    public let logToTerminal = OptionDeclaration<Bool?>(
        "log-to-terminal", .toggle, default: .derived("on for a server in the terminal, unless log-directory is given"),
        feeds: ["ErrorLog", "CustomLog"],
        "Show the logs in the terminal in place of writing them to files.")

    public let logLevel = OptionDeclaration<String>(
        "log-level",
        .choice([
            "emerg", "alert", "crit", "error", "warn", "notice", "info", "debug", "trace1", "trace2", "trace3",
            "trace4",
            "trace5", "trace6", "trace7", "trace8",
        ]), default: .value(.text("warn")), feeds: ["LogLevel"],
        "How much Apache and mod_wsgi log.")

    public let logDirectory = OptionDeclaration<String?>(
        "log-directory", .path(metavar: "DIRECTORY-PATH"), default: .derived("the server root"),
        feeds: ["ErrorLog", "CustomLog"],
        "The directory for the log files.")

    public let accessLog = OptionDeclaration<Bool>(
        "access-log", .toggle, feeds: ["CustomLog"],
        "Log every request.")
}
