/// What several options have in common.
extension ProfileSchema {
    static let definitions: [String: SchemaValue] = [
        "profileName": ["type": "string", "pattern": .text(SchemaPattern.profileName)],
        "parent": [
            "type": "string",
            "not": forbidden(SchemaPattern.controlCharacter, SchemaPattern.variable),
            "anyOf": .array(SchemaPattern.parents.map { ["pattern": .text($0)] }),
        ],
        "truth": anyOf(["type": "boolean"], ["type": "string", "pattern": .text(SchemaPattern.truth)]),
        // Text that may hold variables.
        "words": [
            "type": "string",
            "not": forbidden(SchemaPattern.controlCharacter),
            "pattern": .text(SchemaPattern.interpolated),
        ],
        // What only the variable's value can show to be right.
        "variable": .reference("words").adding("pattern", .text(SchemaPattern.withVariable)),
        "text": anyOf(["type": ["number", "boolean"]], .reference("words")),
        "path": anyOf(
            ["type": ["number", "boolean"]],
            .reference("words").adding("not", ["pattern": .text(SchemaPattern.homeDirectory)])),
        "texts": OptionSchema.list(of: .reference("text")),
        "paths": OptionSchema.list(of: .reference("path")),
        "name": ["not": forbidden(SchemaPattern.controlCharacter, SchemaPattern.variable)],
        "variableName": ["pattern": .text(SchemaPattern.variableName)],
        "secret": [
            "description": "Where the value is: {env: NAME} or {file: PATH}.",
            "type": ["object", "null"],
            "minProperties": .integer(1),
            "maxProperties": .integer(1),
            "properties": [
                "env": anyOf(
                    ["type": "string", "pattern": .text(SchemaPattern.variableName)], .reference("variable")),
                "file": .reference("path").adding("not", ["const": ""]),
            ],
            "additionalProperties": false,
        ],
    ]

    private static func forbidden(_ patterns: String...) -> SchemaValue {
        ["anyOf": .array(patterns.map { ["pattern": .text($0)] })]
    }
}
