public struct ApplicationOptions: CatalogueGroup {
    public let title = "Application"

    public let applicationType = OptionDeclaration<String>(
        "application-type", .choice(["script", "module", "static", "paste"]), default: .value(.text("script")),
        "What the entry point is: a WSGI script file, a Python module, a Paste Deploy file, or a directory of static files."
    )

    public let entryPoint = OptionDeclaration<String?>(
        "entry-point", .text(metavar: "FILE-PATH|MODULE"),
        default: .derived("the first argument, or Django's WSGI_APPLICATION"),
        "The file or the module that holds the WSGI application.")

    public let callableObject = OptionDeclaration<String>(
        "callable-object", .text(metavar: "NAME"), default: .value(.text("application")),
        "The name of the WSGI callable in the script or module.")

    public let workingDirectory = OptionDeclaration<String?>(
        "working-directory", .path(metavar: "DIRECTORY-PATH"),
        default: .derived("the current directory, or the Django project's"),
        feeds: ["WSGIDaemonProcess"],
        "The directory that the WSGI processes run in and import from.")

    public let mountPoint = OptionDeclaration<String>(
        "mount-point", .text(metavar: "URL-PATH"), default: .value(.text("/")), feeds: ["WSGIScriptAlias"],
        "The URL path at which the application answers.")

    public let pythonPath = OptionDeclaration<[String]>(
        "python-path", .list([.path(metavar: "DIRECTORY-PATH")]), feeds: ["WSGIDaemonProcess"],
        "A further directory to import modules from; may be given several times.")

    public let processGroup = OptionDeclaration<String?>(
        "process-group", .text(metavar: "NAME"), default: .derived("expressway"),
        feeds: ["WSGIDaemonProcess", "WSGIScriptAlias"],
        rules: OptionRules(excludes: ["embedded-mode"]),
        "The name of the process group that runs the application, which 'ps' shows as (wsgi:NAME).")

    public let applicationGroup = OptionDeclaration<String?>(
        "application-group", .text(metavar: "NAME"), default: .derived("%{GLOBAL}, the main interpreter"),
        feeds: ["WSGIScriptAlias"],
        "The name of the Python interpreter within each process that runs the application.")

    public let embeddedMode = OptionDeclaration<Bool>(
        "embedded-mode", .toggle, feeds: ["WSGIRestrictEmbedded"],
        "Run the application inside Apache's own children, without WSGI processes of its own.")
}
