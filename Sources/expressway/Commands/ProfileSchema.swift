import FoundationEssentials
import OptionCatalogue

/// The JSON Schema of the keys that a profile can hold, one for each option. Source: JSON Schema, draft 2020-12.
enum ProfileSchema {
    static var json: String {
        let properties = Dictionary(
            uniqueKeysWithValues: Catalogue.all.map { ($0.name.text, Property($0)) })
        let schema = Schema(profile: Object(properties: properties))
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(schema) else {
            preconditionFailure("the catalogue is plain text and numbers")
        }
        return String(decoding: data, as: UTF8.self)
    }

    private struct Schema: Encodable {
        let dialect = "https://json-schema.org/draft/2020-12/schema"
        let title = "The options of an Expressway profile"
        let profile: Object

        enum CodingKeys: String, CodingKey {
            case dialect = "$schema"
            case title, type, properties, additionalProperties
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(dialect, forKey: .dialect)
            try container.encode(title, forKey: .title)
            try container.encode("object", forKey: .type)
            try container.encode(profile.properties, forKey: .properties)
            try container.encode(false, forKey: .additionalProperties)
        }
    }

    private struct Object {
        let properties: [String: Property]
    }

    /// What one key takes; `null` goes back to the default.
    private struct Property: Encodable {
        let option: OptionDetails

        init(_ option: OptionDetails) {
            self.option = option
        }

        enum CodingKeys: String, CodingKey {
            case description, type, minimum, maximum, items, additionalProperties, deprecated
            case choices = "enum"
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(option.summary, forKey: .description)
            if option.hidden { try container.encode(true, forKey: .deprecated) }
            switch option.type {
            case .toggle:
                try container.encode(["boolean", "null"], forKey: .type)
            case .integer(let range, _):
                try container.encode(["integer", "null"], forKey: .type)
                try container.encode(range.lowerBound, forKey: .minimum)
                if range.upperBound < .max { try container.encode(range.upperBound, forKey: .maximum) }
            case .decimal(let range, _):
                try container.encode(["number", "null"], forKey: .type)
                try container.encode(range.lowerBound, forKey: .minimum)
                if range.upperBound.isFinite { try container.encode(range.upperBound, forKey: .maximum) }
            case .text, .path:
                try container.encode(["string", "null"], forKey: .type)
            case .choice(let choices):
                try container.encode(choices.map(String?.some) + [nil], forKey: .choices)
            case .list(let elements) where elements.count == 1:
                try container.encode(["array", "null"], forKey: .type)
                try container.encode(["type": "string"], forKey: .items)
            case .list:
                try container.encode(["object", "null"], forKey: .type)
                try container.encode(["type": "string"], forKey: .additionalProperties)
            }
        }
    }
}
