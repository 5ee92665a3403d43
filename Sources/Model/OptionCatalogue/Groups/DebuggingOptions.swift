/// What helps to find out what is wrong.
public struct DebuggingOptions: CatalogueGroup {
    public let title = "Debugging"

    public let debugMode = OptionDeclaration<Bool>(
        "debug-mode", .toggle, feeds: ["WSGIRestrictStdin", "WSGIRestrictSignal"],
        "Run everything in one process with one thread that has the terminal; options about processes, threads and reloading yield to it."
    )

    public let enableDebugger = OptionDeclaration<Bool>(
        "enable-debugger", .toggle,
        rules: OptionRules(
            requires: ["debug-mode"], reason: "a debugger needs one process that has the terminal"),
        "Enter the debugger at an exception that the application does not handle.")

    public let debuggerStartup = OptionDeclaration<Bool>(
        "debugger-startup", .toggle, rules: OptionRules(requires: ["enable-debugger"]),
        "Enter the debugger before the first request, to set breakpoints.")

    public let debugger = OptionDeclaration<String>(
        "debugger", .choice(["pdb", "ipdb", "pudb", "debugpy"]), default: .value(.text("pdb")),
        rules: OptionRules(requires: ["enable-debugger"]), heritage: .expressway,
        "The debugger, also for breakpoint(): one for the terminal, or debugpy, which waits for an editor.")

    public let debuggerPort = OptionDeclaration<Int>(
        "debugger-port", .integer(0...65535), default: .value(.integer(5678)),
        rules: OptionRules(requires: ["debugger"]), heritage: .expressway,
        "The port of 127.0.0.1 at which debugpy waits for an editor; 0: a free one.")

    public let enableCoverage = OptionDeclaration<Bool>(
        "enable-coverage", .toggle, rules: OptionRules(requires: ["debug-mode"]),
        "Measure which lines of the application run; needs the package coverage.")

    public let coverageDirectory = OptionDeclaration<String?>(
        "coverage-directory", .path(metavar: "DIRECTORY-PATH"),
        default: .derived(".expressway/coverage in the project"),
        rules: OptionRules(requires: ["enable-coverage"]),
        "The directory for the coverage data and reports.")

    public let enableProfiler = OptionDeclaration<Bool>(
        "enable-profiler", .toggle,
        "Measure where requests spend their time; with --no-debug-mode in several processes and threads.")

    public let profilerDirectory = OptionDeclaration<String?>(
        "profiler-directory", .path(metavar: "DIRECTORY-PATH"),
        default: .derived(".expressway/profiles in the project"),
        rules: OptionRules(requires: ["enable-profiler"]),
        "The directory for the profiler's measurements.")

    public let profilerFormat = OptionDeclaration<String>(
        "profiler-format", .choice(["pstats", "speedscope", "flamegraph"]), default: .value(.text("pstats")),
        rules: OptionRules(requires: ["enable-profiler"]), heritage: .expressway,
        "What is written for each request: for Python's pstats, for speedscope, or a picture for a browser.")

    public let enableRecorder = OptionDeclaration<Bool>(
        "enable-recorder", .toggle,
        "Record requests and responses; with --no-debug-mode in several processes and threads.")

    public let recorderDirectory = OptionDeclaration<String?>(
        "recorder-directory", .path(metavar: "DIRECTORY-PATH"),
        default: .derived(".expressway/recordings in the project"),
        rules: OptionRules(requires: ["enable-recorder"]),
        "The directory for the recordings.")

    public let recorderRedact = OptionDeclaration<[String]>(
        "recorder-redact", .list([.text(metavar: "NAME")]), rules: OptionRules(requires: ["enable-recorder"]),
        heritage: .expressway,
        "A header or a field whose value is not recorded, besides those that are known to carry secrets; may be given several times."
    )

    public let recorderKeepSecrets = OptionDeclaration<Bool>(
        "recorder-keep-secrets", .toggle, rules: OptionRules(requires: ["enable-recorder"]), heritage: .expressway,
        "Record passwords, cookies and keys as they are.")

    public let recorderBodyLimit = OptionDeclaration<Int>(
        "recorder-body-limit", .integer(0...10_000_000_000, unit: .bytes), default: .value(.integer(10_485_760)),
        rules: OptionRules(requires: ["enable-recorder"]), heritage: .expressway,
        "The largest body that is recorded; of a larger one, size and digest are.")

    public let validate = OptionDeclaration<Bool>(
        "validate", .toggle, heritage: .expressway,
        "Check that server and application keep to WSGI, and answer 500 where the application does not.")

    public let enableGDB = OptionDeclaration<Bool>(
        "enable-gdb", .toggle, rules: OptionRules(requires: ["debug-mode"]),
        "Run Apache under gdb.")

    public let gdbExecutable = OptionDeclaration<String>(
        "gdb-executable", .path(metavar: "FILE-PATH"), default: .value(.text("gdb")),
        rules: OptionRules(requires: ["enable-gdb"]), runsCode: true,
        "The gdb to run.")

    public let allowRemoteDebug = OptionDeclaration<Bool>(
        "allow-remote-debug", .toggle, heritage: .expressway,
        "Let debugging features run although the server listens on the network.")
}
