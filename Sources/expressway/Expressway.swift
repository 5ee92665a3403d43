import ArgumentParser
import Diagnostics
import Glibc

@main
struct Expressway: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "expressway",
        abstract: "Runs a Django project, or any WSGI application, under Apache/mod_wsgi from the command line.",
        version: expresswayVersion,
        subcommands: [
            StartServer.self, SetupServer.self, RunModWSGI.self, NewProject.self, AdoptProject.self, UpdateProject.self,
            ProfileCommand.self, RecordingsCommand.self, SettingsCommand.self,
            ShowConfiguration.self,
            ListOptions.self, ExplainOption.self,
            ServeDjango.self,
        ])

    static func main() {
        // A reader that goes away is noticed when something is written to it.
        signal(SIGPIPE, SIG_IGN)
        // It asks a server for reports, and may come before or after there is somebody to write them.
        signal(SIGUSR2, SIG_IGN)
        do {
            let words = try ArgumentVector.preparing(ArgumentVector.ofThisProcess())
            try CommandName.check(words, of: self)
            var command = try parseAsRoot(words)
            try command.run()
        } catch let status as ExitStatus {
            exit(withError: ExitCode(status.rawValue))
        } catch let diagnostic as Diagnostic {
            Terminal.show(diagnostic)
            exit(withError: ExitCode.validationFailure)
        } catch let missing as MissingWords {
            exit(withError: ValidationError(String(describing: missing)))
        } catch {
            exit(withError: error)
        }
    }
}
