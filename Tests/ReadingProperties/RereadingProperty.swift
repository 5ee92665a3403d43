import Diagnostics
import SpannedYAML

/// The slice of every node, put where such a node may stand, reads to the same node.
enum RereadingProperty {
    /// What the slice is put into.
    private enum Surroundings {
        case nothing
        /// Below a collection that begins in this column, counted in code points from 0.
        case block(column: Int)
        case blockKey(column: Int)
        case flow
        case flowKey
    }

    static func violation(of root: YAMLNode) -> String? {
        violation(of: root, in: .nothing)
    }

    private static func violation(of node: YAMLNode, in surroundings: Surroundings) -> String? {
        guard node.alias == nil else {
            return node.place.text.hasPrefix("*") ? nil : "\(node.place) is no alias"
        }
        guard !node.span.isEmpty else {
            return isNull(node) ? nil : "\(node.span) is empty"
        }
        if !holdsAlias(node), let violation = rereading(node, in: surroundings) { return violation }
        let column = column(of: node.span)
        switch node.content {
        case .scalar:
            return nil
        case .sequence(let items):
            return items.lazy.compactMap { violation(of: $0, in: node.isFlow ? .flow : .block(column: column)) }.first
        case .mapping(let entries):
            return entries.lazy.compactMap { entry in
                violation(of: entry.key, in: node.isFlow ? .flowKey : .blockKey(column: column))
                    ?? violation(of: entry.value, in: node.isFlow ? .flow : .block(column: column))
            }.first
        }
    }

    private static func rereading(_ node: YAMLNode, in surroundings: Surroundings) -> String? {
        let text = text(for: node, in: surroundings)
        do throws(Findings) {
            guard let root = try YAMLReader.read(SourceText(name: "slice.yaml", text)) else {
                return "\(node.span) reads to nothing as \(text.debugDescription)"
            }
            let again = child(of: root, for: node, in: surroundings)
            guard let again, isSame(again, node) else {
                return "\(node.span) reads to something else as \(text.debugDescription)"
            }
            return again.span.text == node.span.text
                ? nil
                : "\(node.span) has another slice as \(text.debugDescription): \(again.span.text.debugDescription)"
        } catch {
            return "\(node.span) does not read as \(text.debugDescription): \(error.all.map(\.message))"
        }
    }

    private static func text(for node: YAMLNode, in surroundings: Surroundings) -> String {
        let slice = node.span.text
        if isBlockCollection(node) { return spaces(column(of: node.span)) + slice }
        // A longer key can only have been written behind `? `.
        let isSimple = !slice.utf8.contains { $0 == 10 || $0 == 13 } && !isBlockScalar(node) && slice.utf8.count < 1000
        switch surroundings {
        case .nothing: return spaces(column(of: node.span)) + slice
        case .block(let column): return "\(spaces(column))k: \(slice)"
        // Not at the start of the line, where `---` and `...` would end the document.
        case .blockKey where isSimple: return " \(slice): v"
        case .blockKey(let column): return "\(spaces(column))? \(slice)"
        // libyaml takes `-` before a comma for a text, and `:` before a comma for a mistake.
        case .flow: return "[ \(slice)\(slice.hasSuffix(":") ? " " : ""),]"
        case .flowKey where isSimple: return "{\(slice): v}"
        case .flowKey: return "{? \(slice) }"
        }
    }

    private static func child(of root: YAMLNode, for node: YAMLNode, in surroundings: Surroundings) -> YAMLNode? {
        switch (surroundings, root.content) {
        case _ where isBlockCollection(node): root
        case (.nothing, _): root
        case (.block, .mapping(let entries)): entries.first?.value
        case (.blockKey, .mapping(let entries)), (.flowKey, .mapping(let entries)): entries.first?.key
        case (.flow, .sequence(let items)): items.first
        default: nil
        }
    }

    // MARK: - What nodes are

    private static func isSame(_ one: YAMLNode, _ other: YAMLNode) -> Bool {
        switch (one.content, other.content) {
        case (.scalar(let one), .scalar(let other)):
            one == other
        case (.sequence(let ones), .sequence(let others)):
            one.isFlow == other.isFlow && ones.count == others.count && zip(ones, others).allSatisfy(isSame)
        case (.mapping(let ones), .mapping(let others)):
            one.isFlow == other.isFlow && ones.count == others.count
                && zip(ones, others).allSatisfy { isSame($0.key, $1.key) && isSame($0.value, $1.value) }
        default:
            false
        }
    }

    private static func holdsAlias(_ node: YAMLNode) -> Bool {
        guard node.alias == nil else { return true }
        return switch node.content {
        case .scalar: false
        case .sequence(let items): items.contains(where: holdsAlias)
        case .mapping(let entries): entries.contains { holdsAlias($0.key) || holdsAlias($0.value) }
        }
    }

    private static func isNull(_ node: YAMLNode) -> Bool {
        guard case .scalar(let scalar) = node.content else { return false }
        return scalar.core == .null
    }

    private static func isBlockCollection(_ node: YAMLNode) -> Bool {
        if case .scalar = node.content { false } else { !node.isFlow }
    }

    private static func isBlockScalar(_ node: YAMLNode) -> Bool {
        guard case .scalar(let scalar) = node.content else { return false }
        return scalar.style == .literal || scalar.style == .folded
    }

    /// Counted in code points from 0, as YAML does.
    private static func column(of span: SourceSpan) -> Int {
        let bytes = span.source.bytes
        let isMarked = bytes.starts(with: [0xEF, 0xBB, 0xBF])
        let before = bytes[(isMarked ? 3 : 0)..<span.range.lowerBound]
        let line = before.suffix(while: { $0 != 10 && $0 != 13 })
        return line.count { $0 & 0xC0 != 0x80 }
    }

    private static func spaces(_ count: Int) -> String {
        String(repeating: " ", count: count)
    }
}

extension BidirectionalCollection {
    fileprivate func suffix(while predicate: (Element) -> Bool) -> SubSequence {
        var start = endIndex
        while start > startIndex, predicate(self[index(before: start)]) { start = index(before: start) }
        return self[start...]
    }
}
