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

    public let errorLogName = OptionDeclaration<String>(
        "error-log-name", .text(metavar: "FILE-NAME"), default: .value(.text("error_log")), feeds: ["ErrorLog"],
        "The name of the error log in the log directory.")

    public let errorLogFormat = OptionDeclaration<String?>(
        "error-log-format", .text(metavar: "FORMAT"), default: .derived("Apache's; in the terminal, Expressway's own"),
        feeds: ["ErrorLogFormat"],
        "The format of the error log's lines.")

    public let accessLog = OptionDeclaration<Bool>(
        "access-log", .toggle, feeds: ["CustomLog"], rules: OptionRules(apacheModules: ["log_config"]),
        "Log every request.")

    public let accessLogName = OptionDeclaration<String>(
        "access-log-name", .text(metavar: "FILE-NAME"), default: .value(.text("access_log")), feeds: ["CustomLog"],
        rules: OptionRules(idleWithout: "access-log"),
        "The name of the access log in the log directory.")

    public let accessLogFormat = OptionDeclaration<String?>(
        "access-log-format", .text(metavar: "FORMAT"), default: .derived("common"), feeds: ["CustomLog"],
        rules: OptionRules(idleWithout: "access-log"),
        "The format of the access log's lines: common, combined, or one of your own.")

    public let startupLog = OptionDeclaration<Bool>(
        "startup-log", .toggle,
        "Keep what Apache says before it has opened its error log in a file.")

    public let startupLogName = OptionDeclaration<String>(
        "startup-log-name", .text(metavar: "FILE-NAME"), default: .value(.text("startup_log")),
        rules: OptionRules(idleWithout: "startup-log"),
        "The name of that file in the log directory.")

    public let rotateLogs = OptionDeclaration<Bool>(
        "rotate-logs", .toggle, feeds: ["ErrorLog", "CustomLog"],
        "Begin a new log file, named after the time, whenever one has grown too large.")

    public let maxLogSize = OptionDeclaration<Int>(
        "max-log-size", .integer(1...1_000_000, unit: .megabytes), default: .value(.integer(5)),
        rules: OptionRules(idleWithout: "rotate-logs"),
        "How large a log file may grow before the next one begins.")

    public let rotatelogsExecutable = OptionDeclaration<String?>(
        "rotatelogs-executable", .path(metavar: "FILE-PATH"), default: .derived("found on the host"),
        rules: OptionRules(idleWithout: "rotate-logs"),
        runsCode: true,
        "Apache's program that writes such log files.")
}
