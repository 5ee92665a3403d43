import ArgumentParser

struct StartServer: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "start-server", abstract: "Serves a WSGI application in this terminal.")

    @Argument(help: "The WSGI script file, module or Paste file to serve (see --application-type).")
    var application: String?

    @OptionGroup var profile: ProfileArguments
    @OptionGroup var options: CatalogueArguments

    func run() throws {
        try Reporting.findings {
            try ServerSession.open(try options.layer(application: application), profile, .environment).run(.serve)
        }
    }
}

struct SetupServer: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "setup-server",
        abstract: "Writes the files that serve a WSGI application, for a service manager to run.")

    @Argument(help: "The WSGI script file, module or Paste file to serve (see --application-type).")
    var application: String?

    @OptionGroup var profile: ProfileArguments
    @OptionGroup var options: CatalogueArguments

    func run() throws {
        try Reporting.findings {
            try ServerSession.open(try options.layer(application: application), profile, .environment).run(.setUp)
        }
    }
}
