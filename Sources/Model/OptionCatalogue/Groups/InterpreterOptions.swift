public struct InterpreterOptions: CatalogueGroup {
    public let title = "Python"

    public let pythonEggs = OptionDeclaration<String?>(
        "python-eggs", .path(metavar: "DIRECTORY-PATH"), default: .derived("Python's own"),
        feeds: ["WSGIDaemonProcess", "WSGIPythonEggs"],
        "The directory where Python unpacks eggs.")

    public let pythonWarnings = OptionDeclaration<[String]>(
        "python-warnings", .list([.text(metavar: "SPEC")]), feeds: ["WSGIPythonWarnings"],
        "A filter for warnings, as after python -W; may be given several times.")

    public let switchInterval = OptionDeclaration<Double?>(
        "switch-interval", .decimal(0.000001...3600, unit: .seconds), default: .derived("Python's own, 0.005"),
        feeds: ["WSGISwitchInterval", "WSGIDaemonProcess"], rules: OptionRules(wsgiVersion: "6.1.1"),
        "How long a thread may run before another one may have Python's global lock.")

    public let freeThreading = OptionDeclaration<Bool>(
        "free-threading", .toggle, feeds: ["WSGIFreeThreading"], rules: OptionRules(wsgiVersion: "6.1.1"),
        "Run Python without its global lock; needs a free-threaded Python.")

    public let orphanInterpreter = OptionDeclaration<Bool>(
        "orphan-interpreter", .toggle, feeds: ["WSGIDestroyInterpreter"],
        "End WSGI processes without taking their Python apart first.")

    public let verboseDebugging = OptionDeclaration<Bool>(
        "verbose-debugging", .toggle, feeds: ["WSGIVerboseDebugging"], hidden: true,
        "Let mod_wsgi log what it does, for those who work on it.")
}
