public struct InstallationOptions: CatalogueGroup {
    public let title = "Installation"

    public let serverRoot = OptionDeclaration<String?>(
        "server-root", .path(metavar: "DIRECTORY-PATH"), default: .derived("a private directory, removed at the end"),
        feeds: ["ServerRoot"],
        "The directory for the generated files.")

    public let keepServerRoot = OptionDeclaration<Bool>(
        "keep-server-root", .toggle, heritage: .expressway,
        "Keep the private server root when the server has ended.")

    public let setupOnly = OptionDeclaration<Bool>(
        "setup-only", .toggle,
        "Write the files of the server root and stop, without starting Apache.")

    public let httpdExecutable = OptionDeclaration<String?>(
        "httpd-executable", .path(metavar: "FILE-PATH"), default: .derived("found on the host"),
        runsCode: true,
        "The Apache program to run.")

    public let modulesDirectory = OptionDeclaration<String?>(
        "modules-directory", .path(metavar: "DIRECTORY-PATH"), default: .derived("found on the host"),
        feeds: ["LoadModule"],
        runsCode: true,
        "The directory that holds Apache's modules.")

    public let processName = OptionDeclaration<String?>(
        "process-name", .text(metavar: "NAME"), default: .derived("the path of Apache's program"),
        "The name that 'ps' shows for Apache.")

    public let pidFile = OptionDeclaration<String?>(
        "pid-file", .path(metavar: "FILE-PATH"), default: .derived("httpd.pid in the server root"), feeds: ["PidFile"],
        "The file that Apache writes its process number to.")

    public let socketPrefix = OptionDeclaration<String?>(
        "socket-prefix", .path(metavar: "DIRECTORY-PATH"), default: .derived("the server root"),
        feeds: ["WSGISocketPrefix"],
        rules: OptionRules(excludes: ["embedded-mode"]),
        "The directory for the sockets between Apache and the WSGI processes.")
}
