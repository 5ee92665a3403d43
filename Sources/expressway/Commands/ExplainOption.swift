import ApacheSyntax
import ArgumentParser
import Diagnostics
import OptionCatalogue
import PlanRendering
import ProfileResolution
import ServerPlanning
import SystemPackage

struct ExplainOption: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Says what an option does, what it is here and why, and which directives it leads to.",
        discussion: "With further options, as for start-server, it is their effect that is shown.")

    @Argument(help: "The option, with or without its dashes.")
    var name: String

    @OptionGroup var profile: ProfileArguments
    @OptionGroup var options: CatalogueArguments

    func run() throws {
        try Reporting.findings {
            let option = try Self.find(name)
            let flags = try options.layer()
            let session = Result { try ServerSession.here(flags, profile) }
            let resolved = try session.map(\.profile).flatMapError { error in
                // Without an application there is nothing to serve, and an option can be explained all the same.
                error is Diagnostic ? .success(ResolvedProfile(layers: [flags])) : .failure(error)
            }.get()
            Terminal.print(OptionManual.entry(option))
            Terminal.print("\n" + Self.state(of: option, resolved))
            for line in Self.directives(of: option, try? session.get()) { Terminal.print(line) }
            return .stopped
        }
    }

    /// - Throws: a finding that names the nearest option.
    static func find(_ text: String) throws(Diagnostic) -> OptionDetails {
        let bare = String(text.drop { $0 == "-" })
        let positive = bare.hasPrefix("no-") ? String(bare.dropFirst(3)) : bare
        if let option = Catalogue.byName[OptionName(bare)] ?? Catalogue.byName[OptionName(positive)] { return option }
        let near = NearestName.of(bare, among: Catalogue.all.filter { !$0.hidden }.map(\.name.text))
        throw Diagnostic(
            "unknown-option", "no option '\(text)'",
            fix: near.map { "did you mean '\($0)'?" } ?? "'expressway options' lists all of them")
    }

    private static func state(of option: OptionDetails, _ profile: ResolvedProfile) -> String {
        let text = profile.text(of: option.name).flatMap { $0.isEmpty ? nil : $0 }
        let provenance = profile.provenance(of: option.name)
        switch provenance {
        case .builtInDefault: return "Here: \(text ?? "not given")"
        case .derived(let words): return "Here: \(words)"
        case .profile, .variable, .commandLine: return "Here: \(text ?? "nothing") (\(provenance))"
        }
    }

    /// From a real plan where there is one; the names of the directives alone where this host or directory has nothing to serve.
    private static func directives(of option: OptionDetails, _ session: ServerSession?) -> [String] {
        guard !option.feeds.isEmpty else { return ["It leads to no directive of Apache's."] }
        let names = "It ends up in: \(option.feeds.joined(separator: ", "))."
        guard let session, let lines = try? rendered(option, session), !lines.isEmpty else { return [names] }
        return [names, "", "In this directory's configuration:"] + lines.map { "    \($0)" }
    }

    private static func rendered(_ option: OptionDetails, _ session: ServerSession) throws -> [String] {
        let configuration = try session.configuration()
        let lines = configuration.text.split(separator: "\n", omittingEmptySubsequences: false)
        return lines.enumerated().compactMap { index, line in
            let trimmed = line.drop { $0 == " " || $0 == "<" }
            let directive = trimmed.prefix { !$0.isWhitespace }
            let isCaused = configuration.causes(ofLine: index + 1).contains(option.name)
            let isFed = option.feeds.contains(String(directive)) || trimmed.hasPrefix("\(option.name.text)=")
            return isCaused && isFed ? String(line) : nil
        }
    }
}
