import SpannedYAML

/// Truth values as profiles write them.
enum Toggle {
    private static let words = ["true": true, "on": true, "yes": true, "false": false, "off": false, "no": false]

    /// `true` and `false`, and the words that flags take, in any case, in quotes or not; nil for anything else.
    static func flag(_ scalar: YAMLScalar) -> Bool? {
        words[scalar.text.lowercased()]
    }
}
