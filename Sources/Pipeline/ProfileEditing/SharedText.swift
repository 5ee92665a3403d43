import Diagnostics
import SpannedYAML

/// Texts that aliases repeat: what changes there changes at each alias too.
struct SharedText {
    private struct Use {
        let alias: SourceSpan
        let target: SourceSpan
    }

    private let uses: [Use]

    init(_ root: YAMLNode?) {
        uses = root.map { Self.uses(in: $0) } ?? []
    }

    /// Finds what would change at an alias too.
    ///
    /// - Parameters:
    ///   - nodes: whose content changes: the mappings around the place and the value itself.
    ///   - removed: the text that goes. What is repeated only within it does no harm.
    /// - Returns: the repeated text and one of the aliases that repeat it.
    func conflict(changing nodes: [YAMLNode], removing removed: Range<Int>) -> (target: SourceSpan, alias: SourceSpan)?
    {
        let changed = Set(nodes.map(\.span.range))
        let use = uses.first { use in
            !removed.contains(use.alias.range.lowerBound)
                && (changed.contains(use.target.range) || use.target.range.isWithin(removed))
        }
        return use.map { ($0.target, $0.alias) }
    }

    /// What an alias brings is not looked into: its own aliases stand where its text stands.
    private static func uses(in node: YAMLNode) -> [Use] {
        if let alias = node.alias { return [Use(alias: alias, target: node.span)] }
        switch node.content {
        case .scalar: return []
        case .sequence(let items): return items.flatMap { uses(in: $0) }
        case .mapping(let entries): return entries.flatMap { uses(in: $0.key) + uses(in: $0.value) }
        }
    }
}

extension Range<Int> {
    fileprivate func isWithin(_ other: Range<Int>) -> Bool {
        !other.isEmpty && lowerBound >= other.lowerBound && upperBound <= other.upperBound
    }
}
