/// A single value as text; who uses it decides what it means.
public struct YAMLScalar: Equatable, Sendable {
    public enum Style: Sendable {
        case plain
        case singleQuoted
        case doubleQuoted
        /// A block after `|`.
        case literal
        /// A block after `>`.
        case folded
    }

    /// The value after unquoting, unescaping and folding of lines.
    public let text: String
    public let style: Style
}
