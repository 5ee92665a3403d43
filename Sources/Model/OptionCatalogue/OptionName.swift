/// The name of an option: the flag without its dashes, which is also its key in a profile (`reload-on-changes`).
public struct OptionName: Hashable, Sendable, Comparable, CustomStringConvertible, ExpressibleByStringLiteral {
    public let text: String

    public init(_ text: String) {
        self.text = text
    }

    public init(stringLiteral text: String) {
        self.text = text
    }

    public var flag: String { "--\(text)" }
    /// Of a toggle: the one that switches it off.
    public var negatedFlag: String { "--no-\(text)" }

    public var description: String { text }

    public static func < (left: OptionName, right: OptionName) -> Bool {
        left.text < right.text
    }
}
