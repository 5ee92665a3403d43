import ArgumentParser
import Diagnostics
import DjangoSnippets

/// Which parts of the settings a person wants.
struct SnippetArguments: ParsableArguments {
    @Option(help: ArgumentHelp("These parts alone, separated by commas: \(Self.names).", valueName: "parts"))
    var only: String?

    @Option(help: ArgumentHelp("All parts but these.", valueName: "parts"))
    var without: String?

    @Option(
        help: ArgumentHelp(
            "Where the console gets the log: always, or express (only under mod_wsgi).", valueName: "scope"))
    var logging = "always"

    /// - Throws: a finding about a name that is none, or where nothing is left.
    func snippet() throws(Diagnostic) -> SettingsSnippet {
        guard let scope = LoggingScope(rawValue: logging) else {
            throw Diagnostic(
                "unknown-logging-scope", "'\(logging)' is not 'always' or 'express'", place: "--logging")
        }
        let chosen = try only.map { words throws(Diagnostic) in try Self.parts(words, of: "--only") }
        let refused = try without.map { words throws(Diagnostic) in try Self.parts(words, of: "--without") }
        let parts = (chosen ?? Set(SettingsPart.allCases)).subtracting(refused ?? [])
        guard !parts.isEmpty else {
            throw Diagnostic("no-settings-part", "no part is left", fix: "choose from: \(Self.names)")
        }
        return SettingsSnippet(parts: parts, logging: scope)
    }

    private static let names = SettingsPart.allCases.map(\.rawValue).joined(separator: ", ")

    private static func parts(_ words: String, of flag: String) throws(Diagnostic) -> Set<SettingsPart> {
        var parts: Set<SettingsPart> = []
        for word in words.split(separator: ",", omittingEmptySubsequences: false) {
            guard let part = SettingsPart(rawValue: String(word)) else {
                throw Diagnostic(
                    "unknown-settings-part", "there is no part '\(word)'", place: flag, fix: "choose from: \(names)")
            }
            parts.insert(part)
        }
        return parts
    }
}
