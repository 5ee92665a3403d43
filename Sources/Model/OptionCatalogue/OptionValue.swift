/// A value as a layer holds it, before a declaration gives it its Swift type.
public enum OptionValue: Sendable, Equatable {
    case toggle(Bool)
    case integer(Int)
    case decimal(Double)
    case text(String)
    /// One element for each time that the option was given; each has as many words as the option's arity.
    case list([[String]])
}

/// A Swift type that an option's value can be read as.
public protocol OptionRepresentable: Sendable {
    /// - Parameter value: nil where the option has neither a value nor a default.
    init?(_ value: OptionValue?)
}

extension Bool: OptionRepresentable {
    public init?(_ value: OptionValue?) {
        guard case .toggle(let flag) = value else { return nil }
        self = flag
    }
}

extension Int: OptionRepresentable {
    public init?(_ value: OptionValue?) {
        guard case .integer(let number) = value else { return nil }
        self = number
    }
}

extension Double: OptionRepresentable {
    public init?(_ value: OptionValue?) {
        guard case .decimal(let number) = value else { return nil }
        self = number
    }
}

extension String: OptionRepresentable {
    public init?(_ value: OptionValue?) {
        guard case .text(let text) = value else { return nil }
        self = text
    }
}

extension Optional: OptionRepresentable where Wrapped: OptionRepresentable {
    public init?(_ value: OptionValue?) {
        self = Wrapped(value)
    }
}

/// What one occurrence of an option that may be given several times holds.
public protocol OptionListElement: Sendable {
    init?(words: [String])
}

extension String: OptionListElement {
    public init?(words: [String]) {
        guard words.count == 1 else { return nil }
        self = words[0]
    }
}

/// The two words of one occurrence of an option such as `--setenv KEY VALUE`.
public struct WordPair: Sendable, Equatable, OptionListElement {
    public let first: String
    public let second: String

    public init(_ first: String, _ second: String) {
        self.first = first
        self.second = second
    }

    public init?(words: [String]) {
        guard words.count == 2 else { return nil }
        self.init(words[0], words[1])
    }
}

extension Array: OptionRepresentable where Element: OptionListElement {
    public init?(_ value: OptionValue?) {
        guard case .list(let occurrences) = value else { return nil }
        self = occurrences.compactMap(Element.init(words:))
    }
}
