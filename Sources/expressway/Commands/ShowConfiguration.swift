import ArgumentParser
import OptionCatalogue
import ProfileResolution
import SystemPackage

struct ShowConfiguration: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config",
        abstract: "Prints the Apache configuration that would run, each group with the options behind it.",
        discussion: "Without an application it is the Django project of this directory.")

    @Argument(help: "The WSGI script file, module or Paste file to serve (see --application-type).")
    var application: String?

    @OptionGroup var profile: ProfileArguments
    @OptionGroup var options: CatalogueArguments

    func run() throws {
        try Reporting.findings {
            try ServerSession.here(try options.layer(application: application), profile).run(.show)
        }
    }
}
