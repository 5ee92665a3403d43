import ArgumentParser
import OptionCatalogue

struct ListOptions: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "options", abstract: "Lists every option with its default.")

    @Flag(help: "As JSON, for other programs; the same as --format json.")
    var json = false

    @Option(help: "What to write: \(OptionsFormat.allCases.map(\.rawValue).joined(separator: ", ")).")
    var format = OptionsFormat.table

    func run() throws {
        Terminal.write(json ? OptionsFormat.json.text : format.text, to: 1)
    }

    static var table: String {
        Catalogue.listings.map { listing in
            let lines = listing.options.filter { !$0.hidden }.map { option in
                let flag = ([option.name.flag] + option.type.metavars).joined(separator: " ")
                return "  \(flag)\n      \(option.summary)"
                    + (OptionsDocument.words(for: option.fallback).map { " Default: \($0)." } ?? "")
            }
            return "\(listing.title)\n" + lines.joined(separator: "\n")
        }.joined(separator: "\n\n") + "\n"
    }
}
