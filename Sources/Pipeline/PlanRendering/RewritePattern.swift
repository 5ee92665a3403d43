/// The pattern of a rule. Where it speaks of paths without their leading slash, it is to match those with it, with the same captures.
struct RewritePattern {
    struct Insertion: Equatable {
        let text: String
        /// Before the byte with this index.
        let index: Int
    }

    private let pattern: [UInt8]
    private let isNegated: Bool
    /// An expression for the paths that are no part of the document root; nil for none.
    private let spared: String?

    init(_ pattern: [UInt8], isNegated: Bool, _ spared: [String]) {
        self.pattern = pattern
        self.isNegated = isNegated
        let paths = spared.map { RegularExpression.escape(String($0.drop { $0 == "/" })) }
        self.spared = paths.isEmpty ? nil : "/?(?:\(paths.joined(separator: "|")))(?:/|$)"
    }

    func insertions() -> [Insertion] {
        let signs = self.signs()
        let bars = signs.filter { pattern[$0.index] == UInt8(ascii: "|") && $0.depth == 0 }.map(\.index)
        let branches = zip([0] + bars.map { $0 + 1 }, bars + [pattern.count]).map { $0..<$1 }
            .filter { !startsWithSlash(after($0)) }
        var result = branches.flatMap { insertions(in: $0, signs) }
        if isNegated, !branches.isEmpty, let spared {
            result.append(Insertion(text: "|^\(spared)", index: pattern.count))
        }
        return result
    }

    private func insertions(in branch: Range<Int>, _ signs: [Sign]) -> [Insertion] {
        let isAnchored = pattern[branch].first == UInt8(ascii: "^")
        // `(/old|/new)` is a pattern with slashes, too.
        let once = mayStartWithSlash(after(branch)) ? "/?" : "/?+"
        let exception = isNegated ? "" : spared.map { "(?!\($0))" } ?? ""
        // The slash is no part of what `$0` stands for.
        let head: Insertion =
            if isAnchored {
                Insertion(text: once + exception + "\\K", index: branch.lowerBound + 1)
            } else if exception.isEmpty {
                Insertion(text: "(?:^/\\K)" + once.dropFirst(), index: branch.lowerBound)
            } else {
                Insertion(text: "^" + exception + once + "(?s:.*?)\\K", index: branch.lowerBound)
            }
        let inner = signs.map(\.index).filter {
            branch.contains($0) && pattern[$0] == UInt8(ascii: "^") && !(isAnchored && $0 == branch.lowerBound)
                && !startsWithSlash(($0 + 1)..<branch.upperBound)
        }
        return [head]
            + inner.flatMap { [Insertion(text: "(?:", index: $0), Insertion(text: "|(?<=^/))", index: $0 + 1)] }
    }

    /// The branch without its anchor.
    private func after(_ branch: Range<Int>) -> Range<Int> {
        pattern[branch].first == UInt8(ascii: "^") ? (branch.lowerBound + 1)..<branch.upperBound : branch
    }

    private func startsWithSlash(_ range: Range<Int>) -> Bool {
        pattern[range].first == UInt8(ascii: "/") || pattern[range].starts(with: "\\/".utf8)
    }

    /// Whether a group or a class at the beginning lets a slash come first.
    private func mayStartWithSlash(_ range: Range<Int>) -> Bool {
        switch pattern[range].first {
        case UInt8(ascii: "["):
            let members = pattern[range].dropFirst().prefix { $0 != UInt8(ascii: "]") }
            return members.first != UInt8(ascii: "^") && members.contains(UInt8(ascii: "/"))
        case UInt8(ascii: "("):
            let end = signs().first {
                $0.index > range.lowerBound && $0.depth == 0 && pattern[$0.index] == UInt8(ascii: ")")
            }
            return range.prefix { $0 < end?.index ?? range.upperBound }.contains { index in
                startsWithSlash(index..<range.upperBound) && "(|:)^".utf8.contains(pattern[index - 1])
            }
        default: return false
        }
    }

    /// A character with a meaning of its own.
    private struct Sign {
        let index: Int
        /// How many groups it stands in; a bracket belongs to what surrounds it.
        let depth: Int
    }

    /// `^`, `|` and the brackets of groups, neither escaped nor in a class.
    private func signs() -> [Sign] {
        var result: [Sign] = []
        var depth = 0
        var index = 0
        while index < pattern.count {
            switch pattern[index] {
            case UInt8(ascii: "\\"): index += 1
            case UInt8(ascii: "["): index = endOfClass(from: index)
            case UInt8(ascii: "("):
                result.append(Sign(index: index, depth: depth))
                depth += 1
            case UInt8(ascii: ")"):
                depth = max(0, depth - 1)
                result.append(Sign(index: index, depth: depth))
            case UInt8(ascii: "^"), UInt8(ascii: "|"): result.append(Sign(index: index, depth: depth))
            default: break
            }
            index += 1
        }
        return result
    }

    /// Source: pcre2pattern(3): a bracket that comes first in a class is a member.
    private func endOfClass(from start: Int) -> Int {
        var index = start + 1
        if index < pattern.count, pattern[index] == UInt8(ascii: "^") { index += 1 }
        if index < pattern.count, pattern[index] == UInt8(ascii: "]") { index += 1 }
        while index < pattern.count, pattern[index] != UInt8(ascii: "]") {
            if pattern[index] == UInt8(ascii: "\\") {
                index += 1
            } else if pattern[index...].starts(with: "[:".utf8) {
                while index + 1 < pattern.count, !pattern[index...].starts(with: ":]".utf8) { index += 1 }
                index += 1
            }
            index += 1
        }
        return index
    }
}
