import ArgumentParser
import Diagnostics
import OptionCatalogue
import ProfileResolution

/// All options of the catalogue as arguments of a command.
///
/// The argument parser takes the arguments of a type from a mirror of it, and decodes them by the labels of that mirror; a mirror of our own
/// gives it the catalogue's options. It is a habit of the library and no promise, so this file is the only one to rest on it, the version is
/// pinned, and `CatalogueArgumentsTests` watches it.
struct CatalogueArguments: ParsableArguments, CustomReflectable {
    /// What was given, by group.
    private var given: [GivenOption] = []

    init() {}

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Label.self)
        given = try Catalogue.groups.flatMap { try Self.decode($0, container) }
    }

    var customMirror: Mirror {
        Mirror(self, children: Catalogue.groups.map { (label: "_\(type(of: $0))", value: Self.argument(for: $0)) })
    }

    /// The command line as a layer.
    ///
    /// - Throws: every value that its option does not take.
    func layer() throws(Findings) -> Layer {
        var layer = Layer()
        var findings = Findings()
        for option in given {
            for words in option.occurrences {
                do throws(Diagnostic) {
                    let value = try option.details.type.read(
                        words, for: option.details.name, place: "flag \(option.details.name.flag)")
                    layer.set(
                        option.details.name, to: value,
                        .commandLine(option.details.name, isNegated: value == .toggle(false)))
                } catch {
                    findings.add(error)
                }
            }
        }
        try findings.throwIfErrors()
        return layer
    }

    private static func argument<Group: CatalogueGroup>(for group: Group) -> Any {
        OptionGroup<GroupArguments<Group>>(title: group.title)
    }

    private static func decode<Group: CatalogueGroup>(
        _ group: Group, _ container: KeyedDecodingContainer<Label>
    ) throws -> [GivenOption] {
        let key = Label(stringValue: "\(type(of: group))")
        return try container.decode(OptionGroup<GroupArguments<Group>>.self, forKey: key).wrappedValue.given
    }
}

/// What the command line says of one option.
private struct GivenOption {
    let details: OptionDetails
    /// The words of each time that it was given.
    let occurrences: [[String]]
}

/// The options of one group of the catalogue.
private struct GroupArguments<Group: CatalogueGroup>: ParsableArguments, CustomReflectable {
    var given: [GivenOption] = []

    init() {}

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Label.self)
        given = try Self.options.map { try Self.decode($0, container) }
    }

    var customMirror: Mirror {
        Mirror(self, children: Self.options.map { (label: "_\($0.name)", value: Self.argument(for: $0)) })
    }

    private static var options: [OptionDetails] {
        Catalogue.options(of: Group.self)
    }

    private static func argument(for option: OptionDetails) -> Any {
        let name = NameSpecification.customLong(option.name.text)
        let help = ArgumentHelp(
            Self.sentence(option), valueName: option.type.metavars.joined(separator: "> <"),
            visibility: option.hidden ? .hidden : .default)
        switch option.type {
        case .toggle: return Flag<Bool?>(name: name, inversion: .prefixedNo, exclusivity: .chooseLast, help: help)
        case .list:
            return Option<[String]>(wrappedValue: [], name: name, parsing: .unconditionalSingleValue, help: help)
        case .integer, .decimal, .text, .path, .choice:
            return Option<String?>(name: name, parsing: .unconditional, help: help)
        }
    }

    private static func sentence(_ option: OptionDetails) -> String {
        option.summary + (OptionsDocument.words(for: option.fallback).map { " (default: \($0))" } ?? "")
    }

    private static func decode(_ option: OptionDetails, _ container: KeyedDecodingContainer<Label>) throws
        -> GivenOption
    {
        let key = Label(stringValue: option.name.text)
        let occurrences: [[String]]
        switch option.type {
        case .toggle:
            occurrences = try container.decode(Flag<Bool?>.self, forKey: key).wrappedValue.map { [[String($0)]] } ?? []
        case .list:
            let words = try container.decode(Option<[String]>.self, forKey: key).wrappedValue
            occurrences = words.map {
                $0.split(separator: ArgumentVector.separator, omittingEmptySubsequences: false).map(String.init)
            }
        case .integer, .decimal, .text, .path, .choice:
            occurrences = try container.decode(Option<String?>.self, forKey: key).wrappedValue.map { [[$0]] } ?? []
        }
        return GivenOption(details: option, occurrences: occurrences)
    }
}

/// A coding key that any text can be.
private struct Label: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) {
        self.stringValue = stringValue
    }

    init?(intValue: Int) {
        nil
    }
}
