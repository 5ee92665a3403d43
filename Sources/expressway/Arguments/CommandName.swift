import ArgumentParser
import Diagnostics

/// Notices a command that does not exist, before the argument parser takes it for a surplus argument.
enum CommandName {
    /// - Throws: a finding with the nearest name.
    static func check(_ words: [String], of command: any ParsableCommand.Type) throws(Diagnostic) {
        let below = command.configuration.subcommands
        guard let word = words.first, !below.isEmpty, !word.hasPrefix("-"), word != "help" else { return }
        if let found = below.first(where: { $0.configuration.commandName == word }) {
            return try check(Array(words.dropFirst()), of: found)
        }
        let names = below.map { $0.configuration }.filter { $0.shouldDisplay }.compactMap { $0.commandName }
        let parent = command == Expressway.self ? "expressway" : "expressway \(command.configuration.commandName ?? "")"
        throw Diagnostic(
            "unknown-command", "there is no command '\(word)'",
            fix: NearestName.of(word, among: names).map { "did you mean '\($0)'?" } ?? "'\(parent) --help' lists them")
    }
}
