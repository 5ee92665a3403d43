/// The rules of one file of Git's that names what is ignored.
///
/// Source: gitignore(5).
public struct GitIgnoreRules: Sendable, Hashable {
    private struct Rule: Sendable, Hashable {
        let pattern: PathPattern
        let isNegated: Bool
        let isForDirectories: Bool
        /// Whether it holds for paths from the file's own directory on, not for names anywhere below.
        let isAnchored: Bool
    }

    private let rules: [Rule]

    public init(_ text: String) {
        let text = text.hasPrefix("\u{FEFF}") ? text.dropFirst() : text[...]
        // By bytes: a character of two code points may end in the line's.
        rules = text.utf8.split(separator: UInt8(ascii: "\n")).compactMap { line in
            let line = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
            return Self.rule(String(decoding: line, as: UTF8.self))
        }
    }

    public var isEmpty: Bool { rules.isEmpty }

    /// What the last rule that matches says; nil where none does.
    ///
    /// - Parameter names: of the path, from the directory of the file on.
    public func ignores(_ names: [String], isDirectory: Bool) -> Bool? {
        guard let last = names.last else { return nil }
        let rule = rules.last { rule in
            (isDirectory || !rule.isForDirectories) && rule.pattern.matches(rule.isAnchored ? names : [last])
        }
        return rule.map { !$0.isNegated }
    }

    private static func rule(_ line: String) -> Rule? {
        var text = withoutTrailingSpaces(line[...])
        guard !text.hasPrefix("#") else { return nil }
        let isNegated = text.hasPrefix("!")
        if isNegated { text = text.dropFirst() }
        let isForDirectories = text.hasSuffix("/")
        if isForDirectories { text = text.dropLast() }
        guard !text.isEmpty else { return nil }
        return Rule(
            pattern: PathPattern(String(text)), isNegated: isNegated, isForDirectories: isForDirectories,
            isAnchored: text.contains("/"))
    }

    /// A space after a backslash stays.
    private static func withoutTrailingSpaces(_ line: Substring) -> Substring {
        var line = line
        while line.last == " " {
            let before = line.dropLast()
            // An even number of them stand for themselves.
            guard before.reversed().prefix(while: { $0 == "\\" }).count.isMultiple(of: 2) else { break }
            line = before
        }
        return line
    }
}
