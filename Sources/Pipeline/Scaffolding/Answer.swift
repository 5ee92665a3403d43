/// What may be answered, given that it goes into files of any language.
public enum Answer {
    private static let signs: Set<Unicode.Scalar> = [" ", ".", ",", "-", "_", "/", "@", ":", "+"]

    /// Letters, digits, spaces and `. , - _ / @ : +`: what needs no quoting in Python, YAML, TOML and shell inside of quotes.
    public static func isAllowed(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy {
            $0.properties.isAlphabetic || $0.properties.numericType == .decimal || signs.contains($0)
        }
    }
}
