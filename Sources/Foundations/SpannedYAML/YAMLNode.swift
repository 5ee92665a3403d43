public import Diagnostics

/// A value in a YAML text, and where it stands.
public struct YAMLNode: Sendable {
    public enum Content: Sendable {
        case scalar(YAMLScalar)
        case sequence([YAMLNode])
        case mapping([YAMLEntry])
    }

    public let content: Content
    /// The node's own text, without anchor and tag: a scalar with its quotes, a flow collection with its brackets, a block collection from its first
    /// dash or key to the end of its last child, a block scalar from its `|` or `>` to the last line break that belongs to its value.
    /// For an empty value it is empty and stands directly behind the colon or the dash.
    public let span: SourceSpan
    /// The alias `*name` that brought the node to where it was found; nil for a node that stands there itself. The span shows the text that the
    /// alias repeats.
    public let alias: SourceSpan?
    /// Whether it is a collection in the style of JSON. The pair in `[key: value]` is such a mapping, without braces.
    public let isFlow: Bool

    /// Where the node was found: the alias, if one brought it, else its own text.
    public var place: SourceSpan { alias ?? span }
}

/// A key of a mapping and its value.
public struct YAMLEntry: Sendable {
    /// Always a scalar, not null, and the only one of its text in the mapping.
    public let key: YAMLNode
    public let value: YAMLNode
    /// The key's text. Quotes make no difference: the keys `a` and `"a"` are the same. So are canonically equivalent texts, as for `String`.
    public let name: String

    /// From the key to the end of the value.
    public var span: SourceSpan { key.place.through(value.place) }
}
