import ArgumentParser
import DjangoSnippets

struct ShowSettings: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Prints what to paste at the end of a settings module.")

    @OptionGroup var arguments: SnippetArguments

    func run() throws {
        try Reporting.findings {
            Terminal.print(String(try arguments.snippet().text.dropLast()))
            return .stopped
        }
    }
}
