import ArgumentParser
import Diagnostics
import HostFacts
import HostProbing
import SystemPackage

struct RunModWSGI: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "runmodwsgi",
        abstract: "Serves the Django project of this directory in this terminal.",
        discussion: """
            Finds manage.py here or in a directory above. Django is set up once, in the WSGI process: only the settings are read before.
            """)

    @Option(help: "The settings module, in place of the one that manage.py names.")
    var settings: String?

    @Flag(help: "Run Django's system checks first.")
    var check = false

    @OptionGroup var profile: ProfileArguments
    @OptionGroup var options: CatalogueArguments

    func run() throws {
        try Reporting.findings {
            let flags = try options.layer()
            let project = try DjangoProject.find(settings: settings)
            let session = try ServerSession.open(flags, profile, .django(project))
            if check { try project.check(python: session.document?.python.executable) }
            return try session.run(.serve)
        }
    }
}

/// What `manage.py runmodwsgi` becomes: the facts were gathered there and come along.
struct ServeDjango: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve-django", abstract: "Serves the Django project whose facts were handed over.",
        shouldDisplay: false)

    @OptionGroup var profile: ProfileArguments
    @OptionGroup var options: CatalogueArguments

    func run() throws {
        try Reporting.findings {
            try ServerSession.open(try options.layer(), profile, .handedOver).run(.serve)
        }
    }
}
