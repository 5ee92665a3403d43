internal import Glibc

/// A pattern for paths as Git has them: `*`, `?` and `[…]` within a name, `**` for any number of directories, `\` before a sign that stands for itself.
///
/// Source: gitignore(5), "Pattern format".
public struct PathPattern: Sendable, Hashable, CustomStringConvertible {
    enum Part: Sendable, Hashable {
        /// `**`
        case directories
        /// A name without wildcards.
        case literal(String)
        case wildcard(String)
    }

    let parts: [Part]
    /// As it was written.
    public let description: String

    public init(_ text: String) {
        description = text
        parts = text.split(separator: "/").map { name in
            if name == "**" { return .directories }
            return name.contains { "*?[\\".contains($0) } ? .wildcard(String(name)) : .literal(String(name))
        }
    }

    /// The names up to the first wildcard: everything that it matches lies there or below.
    public var literalBase: [String] {
        parts.prefix { if case .literal = $0 { true } else { false } }.map {
            if case .literal(let name) = $0 { name } else { "" }
        }
    }

    public var hasWildcards: Bool { literalBase.count < parts.count }

    /// - Parameter names: of a path, without separators.
    public func matches(_ names: some Sequence<String>) -> Bool {
        Self.match(parts[...], Array(names)[...])
    }

    /// Whether it matches the path, or a directory that the path lies in.
    public func covers(_ names: [String]) -> Bool {
        guard !parts.isEmpty, names.count >= literalBase.count else { return false }
        return (1...max(1, names.count)).contains { Self.match(parts[...], names.prefix($0)) }
    }

    private static func match(_ parts: ArraySlice<Part>, _ names: ArraySlice<String>) -> Bool {
        var parts = parts
        var names = names
        while let part = parts.popFirst() {
            if part == .directories {
                // At the end it stands for all that is inside, not for the directory.
                if parts.isEmpty { return !names.isEmpty }
                // A second one adds nothing, but would multiply the attempts.
                while parts.first == .directories, parts.count > 1 { parts.removeFirst() }
                return (names.startIndex...names.endIndex).contains { match(parts, names[$0...]) }
            }
            guard let name = names.popFirst(), part.matches(name) else { return false }
        }
        return names.isEmpty
    }
}

extension PathPattern.Part {
    func matches(_ name: String) -> Bool {
        switch self {
        case .directories: true
        case .literal(let own): own == name
        // Source: fnmatch(3); the program never sets a locale, so it compares bytes, as Git does.
        case .wildcard(let pattern): fnmatch(pattern, name, 0) == 0
        }
    }
}
