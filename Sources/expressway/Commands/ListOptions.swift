import ArgumentParser
import OptionCatalogue

struct ListOptions: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "options", abstract: "Lists every option with its default.")

    @Flag(help: "As JSON, for other programs.")
    var json = false

    @Flag(help: .hidden)
    var markdown = false

    func run() throws {
        if markdown { return Terminal.write(OptionReference.markdown, to: 1) }
        Terminal.print(json ? OptionsDocument.json : Self.table)
    }

    private static var table: String {
        Catalogue.listings.map { listing in
            let lines = listing.options.filter { !$0.hidden }.map { option in
                let flag = ([option.name.flag] + option.type.metavars).joined(separator: " ")
                return "  \(flag)\n      \(option.summary)"
                    + (OptionsDocument.words(for: option.fallback).map { " Default: \($0)." } ?? "")
            }
            return "\(listing.title)\n" + lines.joined(separator: "\n")
        }.joined(separator: "\n\n")
    }
}
