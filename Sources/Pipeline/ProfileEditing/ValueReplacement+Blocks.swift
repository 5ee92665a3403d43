import Diagnostics
import SpannedYAML

extension ValueReplacement {
    /// A collection in the place of a block, as a block.
    func replacingBlock(with value: EditedValue) -> TextEdit {
        let start = old.range.lowerBound
        let oldColumn = layout.column(of: start)
        let isSequence = if case .sequence = value { true } else { false }
        // A list may stand as far left as its key, a mapping may not.
        let newColumn = isSequence || oldColumn > column ? oldColumn : column + text.step
        let lines = text.block(value, column: newColumn, allBlocks: old.hasBlocks)
        let lineBreak = layout.lineBreak(near: start)
        guard newColumn != oldColumn, layout.isFirstOnLine(start) else {
            return TextEdit().replacing(blockRange, with: Self.joined(lines, lineBreak))
        }
        return TextEdit().replacing(
            layout.lineStart(of: start)..<blockRange.upperBound, with: lines.joined(separator: lineBreak))
    }

    /// A value on one line in the place of a block: it comes behind the colon.
    func replacingBlock(withLine line: String) -> TextEdit {
        let range = blockRange
        guard !isBehindHead else { return TextEdit().replacing(range, with: line) }
        let edit = TextEdit().inserting(" " + line, at: head.end)
        let start = layout.lineStart(of: range.lowerBound)
        let behind = layout.skippingBlanks(from: range.upperBound)
        if layout.has("#", at: behind) {
            // A comment behind the block comes behind the value, unless there is one already.
            let hasComment = layout.hasComment(in: head.end..<start)
            return edit.deleting(hasComment ? range.lowerBound..<behind : head.end..<range.upperBound)
        }
        return edit.deleting(layout.beforeBreak(endingAt: start)..<behind)
    }

    /// Lines for a place that is indented already.
    static func joined(_ lines: [String], _ lineBreak: String) -> String {
        let first = lines.first.map { String($0.drop { $0 == " " }) } ?? ""
        return ([first] + lines.dropFirst()).joined(separator: lineBreak)
    }

    /// Without the line break that a block scalar at its end may have.
    private var blockRange: Range<Int> {
        old.range.lowerBound..<layout.beforeBreak(endingAt: old.range.upperBound)
    }
}

extension TextLayout {
    /// Replaces a value. libyaml takes `]#` and the like for the start of a comment; behind other values there must be a blank.
    func replacing(_ range: Range<Int>, with value: String) -> TextEdit {
        TextEdit().replacing(range, with: has("#", at: range.upperBound) ? value + " " : value)
    }
}

extension YAMLNode {
    /// Whether any collection within it has lines of its own.
    fileprivate var hasBlocks: Bool {
        switch content {
        case .scalar: false
        case .sequence(let items): items.contains(where: \.isBlockCollection)
        case .mapping(let entries): entries.contains { $0.value.isBlockCollection }
        }
    }
}
