import ArgumentParser
import Diagnostics
import OptionCatalogue
import ProfileEditing
import ProfileResolution

struct ProfileFromArguments: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "from-args",
        abstract: "Turns a command line, also one of mod_wsgi-express, into a profile.",
        usage: "expressway profile from-args [--name <name>] -- <command line>",
        discussion: "expressway profile from-args -- mod_wsgi-express start-server wsgi.py --port 8080 --processes 2")

    @Option(help: "The name of the profile.")
    var name = "development"

    @Argument(parsing: .postTerminator, help: "The command line, with or without the command.")
    var words: [String] = []

    func run() throws {
        try Reporting.findings {
            guard !words.isEmpty else {
                throw Diagnostic("missing-word", "there is no command line", fix: "write it behind '--'")
            }
            let layer = try Self.layer(of: words)
            Terminal.write(try Self.text(layer, name), to: 1)
            return .stopped
        }
    }

    /// - Throws: findings for options that there are not, and for values that they do not take.
    private static func layer(of words: [String]) throws -> Layer {
        let line: ServerCommandLine
        do {
            line = try ServerCommandLine.parse(try ArgumentVector.preparing(withoutCommand(words)))
        } catch let missing as MissingWords {
            throw Diagnostic("missing-word", missing.description)
        } catch {
            throw Diagnostic("wrong-command-line", ServerCommandLine.message(for: error))
        }
        return try line.options.layer(application: line.application)
    }

    private static let commands: Set = ["start-server", "setup-server", "runmodwsgi"]

    private static func withoutCommand(_ words: [String]) -> [String] {
        guard let index = words.firstIndex(where: commands.contains), index < 4 else { return words }
        return Array(words[(index + 1)...])
    }

    /// In the order of the catalogue.
    private static func text(_ layer: Layer, _ name: String) throws -> String {
        var source = SourceText(name: "profile", "\(ProfileSchemaFile.firstLine)\nversion: 1\ndefault: \(name)\n")
        func set(_ keys: [String], _ value: EditedValue) throws {
            guard let path = ProfilePath(["profiles", name] + keys) else { return }
            source = SourceText(name: "profile", bytes: try ProfileEditor.set(path, to: value, in: source))
        }
        let profile = ResolvedProfile(layers: [layer])
        for option in profile.givenNames.compactMap({ Catalogue.byName[$0] }) {
            for words in profile.words(of: option) {
                let written = try WrittenValue(option, words.map(literal))
                try set(written.keys, written.value)
            }
        }
        if profile.givenNames.isEmpty { try set(["description"], .text("All defaults")) }
        return String(decoding: source.bytes, as: UTF8.self)
    }

    /// A dollar sign of a command line is one; the shell has put its variables in.
    private static func literal(_ word: String) -> String {
        Interpolation.concerns(word) ? word.replacing("$", with: "$$") : word
    }
}

/// What start-server takes.
private struct ServerCommandLine: ParsableArguments {
    @Argument var application: String?
    @OptionGroup var profile: ProfileArguments
    @OptionGroup var options: CatalogueArguments
}

extension ResolvedProfile {
    /// One row for each call of `profile set` that would give the option its value.
    fileprivate func words(of option: OptionDetails) -> [[String]] {
        switch given(option.name) {
        case .list(let occurrences) where option.type.isMapping: occurrences
        case .list(let occurrences): [occurrences.flatMap { $0 }]
        case .toggle(let flag): [[flag ? "true" : "false"]]
        case .integer(let number): [[String(number)]]
        case .decimal(let number): [[String(number)]]
        case .text(let text): [[text]]
        case nil: []
        }
    }
}
