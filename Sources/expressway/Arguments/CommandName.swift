import Diagnostics

/// Notices a command that does not exist, before the argument parser takes it for a surplus argument.
enum CommandName {
    /// - Throws: a finding with the nearest name.
    static func check(_ words: [String], among names: [String]) throws(Diagnostic) {
        guard let word = words.first, !word.hasPrefix("-"), !names.contains(word), word != "help" else { return }
        throw Diagnostic(
            "unknown-command", "there is no command '\(word)'",
            fix: NearestName.of(word, among: names).map { "did you mean '\($0)'?" } ?? "'expressway --help' lists them")
    }
}
