import FoundationEssentials
import OptionCatalogue

/// The catalogue as `options.json`, from which the Django command builds its arguments.
enum OptionsDocument {
    static var json: String {
        let document = Document(
            options: Catalogue.listings.flatMap { listing in listing.options.map { Entry($0, group: listing.title) } })
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(document) else {
            preconditionFailure("the catalogue is plain text and numbers")
        }
        return String(decoding: data, as: UTF8.self)
    }

    /// The default in words, for people; nil where there is none.
    static func words(for fallback: OptionDefault) -> String? {
        switch fallback {
        case .value(.toggle), .value(.list), .absent: nil
        case .value(.integer(let number)): String(number)
        case .value(.decimal(let number)): String(number)
        case .value(.text(let text)): text
        case .derived(let words): words
        }
    }

    private struct Document: Encodable {
        let options: [Entry]
    }

    private struct Entry: Encodable {
        let name: String
        let flag: String
        let kind: String
        let arity: Int
        let metavar: [String]
        let choices: [String]?
        let fallback: Value?
        let fallbackWords: String?
        let group: String
        let summary: String
        let hidden: Bool
        let origin: String
        let commands: [String]

        enum CodingKeys: String, CodingKey {
            case name, flag, kind, arity, metavar, choices, group, summary, hidden, origin, commands
            case fallback = "default"
            case fallbackWords = "default_words"
        }

        init(_ option: OptionDetails, group: String) {
            name = option.name.text
            flag = option.name.flag
            kind = option.type.kind
            arity = option.type.arity
            metavar = option.type.metavars
            choices = if case .choice(let choices) = option.type { choices } else { nil }
            fallback = if case .value(let value) = option.fallback { Value(value: value) } else { nil }
            fallbackWords = if case .derived(let words) = option.fallback { words } else { nil }
            self.group = group
            summary = option.summary
            hidden = option.hidden
            origin = option.heritage.rawValue
            commands = ["start-server", "setup-server", "runmodwsgi"]
        }
    }

    private struct Value: Encodable {
        let value: OptionValue

        func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            switch value {
            case .toggle(let flag): try container.encode(flag)
            case .integer(let number): try container.encode(number)
            case .decimal(let number): try container.encode(number)
            case .text(let text): try container.encode(text)
            case .list(let occurrences): try container.encode(occurrences)
            }
        }
    }
}

extension OptionType {
    fileprivate var kind: String {
        switch self {
        case .toggle: "switch"
        case .integer: "integer"
        case .decimal: "decimal"
        case .text: "text"
        case .path: "path"
        case .choice: "choice"
        case .list: "list"
        }
    }
}
