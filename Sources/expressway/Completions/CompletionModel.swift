import ArgumentParser
import FoundationEssentials
import OptionCatalogue

/// What a shell has to know of the command line to complete it.
///
/// Why not the argument parser's own scripts: they know no option of two words, and fish asks a function of theirs for every single option, which
/// takes seconds. What there is to complete comes from the parser all the same, so that no command is forgotten.
struct CompletionModel {
    struct Command {
        /// `profile show`; empty for the program itself.
        let path: String
        let subcommands: [(name: String, summary: String)]
        let options: [Flag]
        /// What stands without a flag; nil: nothing does.
        let positional: Value?
    }

    struct Flag {
        /// With dashes.
        let names: [String]
        let summary: String
        let isRepeating: Bool
        let values: [Value]
    }

    /// What one word may be.
    struct Value {
        let name: String
        let kind: Kind
    }

    enum Kind: Equatable {
        case anything
        case file
        case directory
        case words([String])
    }

    /// A word of a flag that is one of something.
    struct Place {
        /// nil: in every command that has the flag.
        let path: String?
        let flag: Flag
        let index: Int
        let kind: Kind
    }

    let commands: [Command]

    /// Flags that words follow, each once however many commands have it.
    var flagsWithValues: [Flag] {
        var seen: Set<[String]> = []
        return commands.flatMap(\.options).filter { !$0.values.isEmpty && seen.insert($0.names).inserted }
    }

    /// Two commands may have a flag of the same name that takes something else.
    var places: [Place] {
        let owners = commands.flatMap { command in command.options.map { (path: command.path, flag: $0) } }
        return flagsWithValues.flatMap { flag -> [Place] in
            let namesakes = owners.filter { $0.flag.names == flag.names }
            let isTheSame = namesakes.allSatisfy { $0.flag.values.map(\.kind) == flag.values.map(\.kind) }
            return (isTheSame ? [(path: nil, flag: flag)] : namesakes.map { (path: $0.path, flag: $0.flag) })
                .flatMap { (path: String?, flag: Flag) in
                    flag.values.enumerated().filter { $0.element.kind != .anything }.map {
                        Place(path: path, flag: flag, index: $0.offset, kind: $0.element.kind)
                    }
                }
        }
    }

    /// - Parameter description: as the argument parser writes it.
    init(description: Data) throws {
        commands = Self.commands(of: try JSONDecoder().decode(Description.self, from: description).command, above: [])
    }

    /// Of this program.
    static var own: CompletionModel {
        guard let model = try? CompletionModel(description: Data(Expressway._dumpHelp().utf8)) else {
            preconditionFailure("the argument parser cannot read its own description")
        }
        return model
    }

    private static func commands(of command: Description.Command, above: [String]) -> [Command] {
        let below = (command.subcommands ?? []).filter { $0.shouldDisplay ?? true }
        let arguments = (command.arguments ?? []).filter { $0.shouldDisplay }
        let path = above + (above.isEmpty && command.commandName == rootName ? [] : [command.commandName])
        let positional = arguments.first { $0.kind == "positional" }
        let own = Command(
            path: path.joined(separator: " "),
            subcommands: below.map { ($0.commandName, $0.abstract ?? "") },
            options: arguments.filter { $0.kind != "positional" }.flatMap(flags),
            positional: positional.map { Value(name: $0.valueName ?? "", kind: kind(of: $0, in: path)) })
        return [own] + below.flatMap { commands(of: $0, above: path) }
    }

    private static var shownNames: [String] {
        Expressway.configuration.subcommands.map { $0.configuration }.filter(\.shouldDisplay).compactMap(\.commandName)
    }

    private static let rootName = Expressway.configuration.commandName ?? "expressway"

    /// A switch and its negation are two flags: of the first, the second is the opposite.
    private static func flags(_ argument: Description.Argument) -> [Flag] {
        let names = (argument.names ?? []).map { ($0.kind == "short" ? "-" : "--") + $0.name }
        let option = names.lazy.compactMap { Catalogue.byName[OptionName(String($0.dropFirst(2)))] }.first
        let summary = argument.abstract ?? ""
        let isRepeating = argument.isRepeating
        guard argument.kind == "option" else {
            let isSwitch = option != nil && names.count > 1
            return isSwitch
                ? names.map { Flag(names: [$0], summary: summary, isRepeating: isRepeating, values: []) }
                : [Flag(names: names, summary: summary, isRepeating: isRepeating, values: [])]
        }
        let values = option.map(\.type.completions) ?? [Value(name: argument.valueName ?? "", kind: kind(of: argument))]
        return [Flag(names: names, summary: summary, isRepeating: isRepeating, values: values)]
    }

    private static func kind(of argument: Description.Argument, in path: [String] = []) -> Kind {
        if let words = argument.allValues ?? argument.completionKind?.list?.values { return .words(words) }
        if path == ["help"] { return .words(shownNames) }
        if path == ["explain"] { return .words(Catalogue.all.filter { !$0.hidden }.map(\.name.text)) }
        return argument.kind == "positional" && argument.valueName == "application" ? .file : .anything
    }
}

extension OptionType {
    /// What each of its words may be.
    fileprivate var completions: [CompletionModel.Value] {
        switch self {
        case .toggle: []
        case .integer, .decimal, .text: metavars.map { .init(name: $0, kind: .anything) }
        case .path(let metavar):
            [.init(name: metavar, kind: metavar.hasPrefix("DIRECTORY") ? .directory : .file)]
        case .choice(let choices): metavars.map { .init(name: $0, kind: .words(choices)) }
        case .list(let elements): elements.flatMap(\.completions)
        }
    }
}

/// The part of the argument parser's description that is of interest. Source: ArgumentParserToolInfo 1.8.2.
private struct Description: Decodable {
    let command: Command

    struct Command: Decodable {
        let commandName: String
        let abstract: String?
        let shouldDisplay: Bool?
        let subcommands: [Command]?
        let arguments: [Argument]?
    }

    struct Argument: Decodable {
        let kind: String
        let shouldDisplay: Bool
        let isRepeating: Bool
        let names: [Name]?
        let valueName: String?
        let abstract: String?
        let allValues: [String]?
        let completionKind: CompletionKind?
    }

    struct CompletionKind: Decodable {
        let list: Words?

        struct Words: Decodable {
            let values: [String]
        }
    }

    struct Name: Decodable {
        let kind: String
        let name: String
    }
}
