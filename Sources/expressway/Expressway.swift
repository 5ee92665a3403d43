import ArgumentParser

@main
struct Expressway: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "expressway",
        abstract: "Runs a Django project, or any WSGI application, under Apache/mod_wsgi from the command line.",
        version: expresswayVersion,
        subcommands: [
            StartServer.self, SetupServer.self, RunModWSGI.self, ShowConfiguration.self, ListOptions.self,
            ExplainOption.self,
            ServeDjango.self,
        ])

    static func main() {
        do {
            let words = try ArgumentVector.preparing(Array(CommandLine.arguments.dropFirst()))
            var command = try parseAsRoot(words)
            try command.run()
        } catch let status as ExitStatus {
            exit(withError: ExitCode(status.rawValue))
        } catch let missing as MissingWords {
            exit(withError: ValidationError(String(describing: missing)))
        } catch {
            exit(withError: error)
        }
    }
}
