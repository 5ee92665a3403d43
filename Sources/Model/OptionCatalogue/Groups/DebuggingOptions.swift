/// What one process in the terminal makes possible. Declared so that nobody takes a flag for done; refused until it is.
public struct DebuggingOptions: CatalogueGroup {
    public let title = "Debugging"

    public let debugMode = OptionDeclaration<Bool>(
        "debug-mode", .toggle, availability: .notYet(nil),
        "Run everything in a single process that has the terminal.")

    public let enableDebugger = OptionDeclaration<Bool>(
        "enable-debugger", .toggle, rules: OptionRules(requires: ["debug-mode"]), availability: .notYet(nil),
        "Enter Python's debugger at an exception that the application does not handle.")

    public let debuggerStartup = OptionDeclaration<Bool>(
        "debugger-startup", .toggle, rules: OptionRules(requires: ["enable-debugger"]), availability: .notYet(nil),
        "Enter the debugger at the start, to set breakpoints.")

    public let enableCoverage = OptionDeclaration<Bool>(
        "enable-coverage", .toggle, rules: OptionRules(requires: ["debug-mode"]), availability: .notYet(nil),
        "Measure which lines of the application run.")

    public let coverageDirectory = OptionDeclaration<String?>(
        "coverage-directory", .path(metavar: "DIRECTORY-PATH"), rules: OptionRules(requires: ["enable-coverage"]),
        availability: .notYet(nil),
        "The directory for the coverage report.")

    public let enableProfiler = OptionDeclaration<Bool>(
        "enable-profiler", .toggle, rules: OptionRules(requires: ["debug-mode"]), availability: .notYet(nil),
        "Measure where the application spends its time.")

    public let profilerDirectory = OptionDeclaration<String?>(
        "profiler-directory", .path(metavar: "DIRECTORY-PATH"), rules: OptionRules(requires: ["enable-profiler"]),
        availability: .notYet(nil),
        "The directory for the profiler's measurements.")

    public let enableRecorder = OptionDeclaration<Bool>(
        "enable-recorder", .toggle, rules: OptionRules(requires: ["debug-mode"]), availability: .notYet(nil),
        "Record requests and responses.")

    public let recorderDirectory = OptionDeclaration<String?>(
        "recorder-directory", .path(metavar: "DIRECTORY-PATH"), rules: OptionRules(requires: ["enable-recorder"]),
        availability: .notYet(nil),
        "The directory for the recordings.")

    public let enableGDB = OptionDeclaration<Bool>(
        "enable-gdb", .toggle, rules: OptionRules(requires: ["debug-mode"]), availability: .notYet(nil),
        "Run Apache under gdb.")

    public let gdbExecutable = OptionDeclaration<String>(
        "gdb-executable", .path(metavar: "FILE-PATH"), default: .value(.text("gdb")),
        rules: OptionRules(requires: ["enable-gdb"]),
        availability: .notYet(nil),
        runsCode: true,
        "The gdb to run.")
}
