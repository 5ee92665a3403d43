public struct ApplicationOptions: CatalogueGroup {
    public let title = "Application"

    public let applicationType = OptionDeclaration<String>(
        "application-type", .choice(["script", "module", "static", "paste"]), default: .value(.text("script")),
        "What the entry point is: a WSGI script file, a Python module, a Paste Deploy file, or nothing but static files."
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
}
