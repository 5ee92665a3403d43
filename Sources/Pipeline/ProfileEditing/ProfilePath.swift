/// A place in a profile file: the names of the keys on the way, from the top, such as `profiles`, `development`, `port`.
public struct ProfilePath: Hashable, Sendable {
    /// The keys of the mappings around it, the file's own first.
    public let parents: [String]
    /// The key itself.
    public let name: String

    public init(_ first: String, _ others: String...) {
        self.init(first: first, others: others)
    }

    /// - Returns: nil if there are no names.
    public init?(_ names: [String]) {
        guard let first = names.first else { return nil }
        self.init(first: first, others: names.dropFirst())
    }

    private init(first: String, others: some BidirectionalCollection<String>) {
        parents = others.isEmpty ? [] : [first] + others.dropLast()
        name = others.last ?? first
    }

    /// Never empty.
    public var names: [String] { parents + [name] }
}

extension ProfilePath: CustomStringConvertible {
    /// For messages: `profiles.development.port`.
    public var description: String { names.joined(separator: ".") }
}
