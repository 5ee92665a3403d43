import ArgumentParser
import Diagnostics
import FileReading
import OptionCatalogue
import ProfileResolution
import SystemPackage

struct ShowProfile: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Shows what a profile comes to: every value, and where it comes from.",
        discussion: """
            Variables EXPRESSWAY_* and options count as they would for a server: expressway profile show development --port 8001.
            Passwords and the like are masked.
            """)

    @Argument(help: "The profile (default: the one that a server would use here).")
    var name: String?

    @Flag(help: "With the place of each value, and what it overrides.")
    var origin = false

    @Flag(help: "As JSON, for other programs, with the places.")
    var json = false

    @OptionGroup var options: CatalogueArguments

    func run() throws {
        try Reporting.findings {
            let workspace = try ProfileWorkspace.open()
            let flags = try options.layer()
            let name = try workspace.choose(name)
            let (variables, findings) = VariableLayer.read(
                ProcessEnvironment.all, directory: FileSystemFacts.currentDirectory.string)
            try findings.throwIfErrors()
            let profile = try workspace.resolve(name, adding: [variables, flags])
            let listing = ProfileListing(name: name, chain: try workspace.resolver.chain(of: name), profile: profile)
            Terminal.print(json ? JSONText.of(listing) : listing.text(withOrigin: origin))
            return .stopped
        }
    }
}
