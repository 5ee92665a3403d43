import OptionCatalogue
import ProfileResolution

/// The JSON Schema of a profile file, for editors. It accepts exactly what the resolver accepts of one file by itself, all variables set: a test compares
/// the two. What it cannot say is left to `expressway profile check`: missing parents, circles, options that exclude or need each other.
///
/// Source: JSON Schema, draft 2020-12.
enum ProfileSchema {
    static var json: String { JSONText.of(document) }

    private static var document: SchemaValue {
        .object([
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": "A profile file of Expressway",
            "description": "How a team's project runs: expressway.yaml, and expressway.local.yaml beside it.",
            "type": "object",
            "required": ["version"],
            "properties": [
                "version": [
                    "description": "The version of the format that the file is written in.",
                    "const": .integer(ProfileDocumentReader.formatVersion),
                ],
                "requires": [
                    "description":
                        "The oldest Expressway that understands the file; in quotes where it looks like a number.",
                    "type": "string", "pattern": .text(SchemaPattern.version),
                ],
                "default": described("The profile that counts where none is named.", .reference("profileName")),
                "profiles": [
                    "description": "The profiles by their names.",
                    "type": ["object", "null"],
                    "propertyNames": .reference("profileName"),
                    "additionalProperties": .reference("profile"),
                ],
            ],
            "patternProperties": ["^x-": true],
            "additionalProperties": false,
            "$defs": .object(definitions.merging(["profile": profile]) { first, _ in first }),
        ])
    }

    private static var profile: SchemaValue {
        var properties: [String: SchemaValue] = [
            "abstract": described("Whether the profile is only there to be extended.", .reference("truth")),
            "description": ["description": "What it is for, in words.", "type": ["string", "number", "boolean"]],
            "extends": described(
                "What it inherits, from left to right: NAME, PATH#NAME or package:PACKAGE/FILE#NAME.",
                anyOf(.reference("parent"), ["type": "array", "items": .reference("parent")])),
        ]
        for option in Catalogue.all { properties[option.name.text] = OptionSchema(option).value }
        return [
            "type": ["object", "null"],
            "properties": .object(properties),
            "additionalProperties": false,
            "allOf": .array(namedTwice),
        ]
    }

    /// No option under its old name and its new one.
    private static var namedTwice: [SchemaValue] {
        Catalogue.all.compactMap { option in
            guard case .oldName(let current) = option.availability else { return nil }
            return ["not": ["type": "object", "required": [.text(option.name.text), .text(current.text)]]]
        }
    }

    static func anyOf(_ alternatives: SchemaValue...) -> SchemaValue {
        ["anyOf": .array(alternatives)]
    }

    static func described(_ words: String, _ schema: SchemaValue) -> SchemaValue {
        schema.adding("description", .text(words))
    }
}
