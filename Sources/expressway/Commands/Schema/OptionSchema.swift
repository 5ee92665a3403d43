import OptionCatalogue

/// What one key of a profile takes; `null` goes back to the default.
struct OptionSchema {
    private let option: OptionDetails

    init(_ option: OptionDetails) {
        self.option = option
    }

    var value: SchemaValue {
        var schema = ProfileSchema.described(description, type)
        if let fallback { schema = schema.adding("default", fallback) }
        return option.hidden ? schema.adding("deprecated", true) : schema
    }

    private var description: String {
        if case .derived(let words) = option.fallback { "\(option.summary) Default: \(words)." } else { option.summary }
    }

    /// Nil where the default says nothing.
    private var fallback: SchemaValue? {
        switch option.fallback {
        case .value(.toggle(let flag)): .bool(flag)
        case .value(.integer(let number)): .integer(number)
        case .value(.decimal(let number)): .number(number)
        case .value(.text(let text)): .text(text)
        case .value(.list), .derived, .absent: nil
        }
    }

    private var type: SchemaValue {
        switch option.type {
        case .toggle, .integer, .decimal, .text, .path, .choice:
            return Self.anyOf(Self.alternatives(option.type) + [["type": "null"]])
        case .list(let elements) where option.type.isMapping: return mapping(elements)
        case .list(let elements):
            if case .text = elements[0] { return .reference("texts") }
            if case .path = elements[0] { return .reference("paths") }
            return Self.list(of: Self.anyOf(elements.flatMap(Self.alternatives)))
        }
    }

    /// A list, one value in its place, changes of an inherited list, or null.
    static func list(of element: SchemaValue) -> SchemaValue {
        let several: SchemaValue = ["type": "array", "items": element]
        let elements = anyOf([element, several])
        let edits: SchemaValue = [
            "type": "object",
            "properties": ["append": elements, "prepend": elements, "remove": elements],
            "additionalProperties": false,
        ]
        return anyOf([element, several, edits, ["type": "null"]])
    }

    /// What one value can be; not null.
    private static func alternatives(_ type: OptionType) -> [SchemaValue] {
        switch type {
        case .toggle: [.reference("truth"), .reference("variable")]
        case .integer(let range, _):
            [
                ["type": "integer", "minimum": .integer(range.lowerBound), "maximum": .integer(range.upperBound)],
                .reference("variable"),
            ]
        case .decimal(let range, _):
            [
                ["type": "number", "minimum": .number(range.lowerBound), "maximum": .number(range.upperBound)],
                .reference("variable"),
            ]
        case .text: [.reference("text")]
        case .path: [.reference("path")]
        case .choice(let choices):
            [
                // The first is for completion; the second says the same in any case.
                ["enum": .array(choices.map { .text($0) })],
                ["type": "string", "pattern": .text(SchemaPattern.choice(choices))],
                .reference("variable"),
            ]
        case .list: []
        }
    }

    private func mapping(_ elements: [OptionType]) -> SchemaValue {
        let value =
            option.name == "secrets"
            ? SchemaValue.reference("secret")
            : Self.anyOf(elements.dropFirst().flatMap(Self.alternatives) + [["type": "null"]])
        return ["type": ["object", "null"], "propertyNames": names(elements[0]), "additionalProperties": value]
    }

    private func names(_ type: OptionType) -> SchemaValue {
        if ["environment", "secrets"].contains(option.name) { return .reference("variableName") }
        guard case .integer(let range, _) = type else { return .reference("name") }
        return ["pattern": .text(SchemaPattern.integer(range))]
    }

    private static func anyOf(_ alternatives: [SchemaValue]) -> SchemaValue {
        alternatives.count == 1 ? alternatives[0] : ["anyOf": .array(alternatives)]
    }
}
