/// How much a text may ask for.
enum YAMLLimits {
    static let bytes = 1024 * 1024
    /// Collections within each other, after aliases are expanded.
    static let depth = 64
    /// Scalars and collections, after aliases are expanded.
    static let nodes = 50_000
    static let aliases = 1_000
    /// Characters of white space in a row. libyaml clears its buffer for white space at every word: a long one makes it quadratic.
    /// Source: libyaml 0.2.5 scanner.c, CLEAR.
    static let whiteSpace = 4_096
    /// After so many findings reading ends.
    static let findings = 100
}
