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
        "The Apache program to run.")

    public let modulesDirectory = OptionDeclaration<String?>(
        "modules-directory", .path(metavar: "DIRECTORY-PATH"), default: .derived("found on the host"),
        feeds: ["LoadModule"],
        "The directory that holds Apache's modules.")
}
