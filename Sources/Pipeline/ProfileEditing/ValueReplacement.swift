import Diagnostics
import SpannedYAML

/// Writes another value in the place of an old one, in its style where that can carry it. The comment behind the old one stays.
struct ValueReplacement {
    let layout: TextLayout
    let entry: YAMLEntry
    let head: ValueHead
    /// Of the keys of the mapping around it.
    let column: Int
    /// Whether that mapping stands within braces.
    let isFlow: Bool
    let text: ValueText

    var old: YAMLNode { entry.value }
    private var key: String { entry.key.place.text }

    /// - Returns: edits to try in this order.
    func edits(to value: EditedValue) -> [TextEdit] {
        guard let block = BlockScalarText(old, in: layout) else { return [edit(to: value)] }
        // A block scalar may do what its successor may not: begin on a line below its key, as far left as the key. And lines of blanks below it
        // can become part of one in the same style, but not of a value on one line.
        let others = [replacing(block, with: value), replacingBlock(withLine: text.line(value))]
        guard case .text(let text) = value, let edit = block.replacing(with: text, column: column + self.text.step)
        else { return others }
        return [edit] + others
    }

    private func edit(to value: EditedValue) -> TextEdit {
        if isFlow { return replacingOnLine(with: value) }
        if old.isBlockCollection {
            return value.isCollection && !value.isEmptyCollection
                ? replacingBlock(with: value) : replacingBlock(withLine: text.line(value))
        }
        if old.isFlow || fits(value) { return replacingOnLine(with: value) }
        return replacingOnLine(withBlock: text.block(value, column: innerColumn, allBlocks: false))
    }

    /// Lines of a block in the place of a value that says that there is none.
    func edit(toEntries names: [String], _ value: EditedValue) -> TextEdit {
        guard !isFlow else { return edit(to: names.reversed().reduce(value) { .mapping([.init($1, $0)]) }) }
        let lines = text.blockEntry(names, value, column: innerColumn, keyStyle: .plain)
        return replacingOnLine(withBlock: lines, belowComments: true)
    }

    /// Whether the value begins on the line of its key.
    var isBehindHead: Bool {
        layout.lineStart(of: head.end) == layout.lineStart(of: old.range.lowerBound)
    }

    /// Where the keys or dashes of a block stand that comes in the place of a value on a line.
    private var innerColumn: Int {
        old.range.isEmpty || isBehindHead ? column + text.step : layout.column(of: old.range.lowerBound)
    }

    private func fits(_ value: EditedValue) -> Bool {
        text.fits(value, behind: key, column: column)
    }

    // MARK: - In the place of what stands on a line

    private func replacingOnLine(with value: EditedValue) -> TextEdit {
        let line = text.line(value, style: old.scalar?.style ?? .plain, isFlow: isFlow)
        guard old.range.isEmpty else { return layout.replacing(old.range, with: line) }
        guard head.hasColon || isFlow else { return insertingColon([": " + line]) }
        return TextEdit().inserting((head.hasColon ? " " : ": ") + line, at: head.end)
    }

    private func replacingOnLine(withBlock lines: [String], belowComments: Bool = false) -> TextEdit {
        guard head.hasColon else { return insertingColon([":"] + lines) }
        guard old.range.isEmpty || isBehindHead else {
            let lineBreak = layout.lineBreak(near: old.range.lowerBound)
            return TextEdit().replacing(old.range, with: Self.joined(lines, lineBreak))
        }
        let behind = layout.nextLine(from: old.range.upperBound)
        let line = belowComments ? layout.skippingComments(deeperThan: column, from: behind) : behind
        return layout.inserting(lines, at: line).replacingBehindHead(head, to: old.range.upperBound, in: layout)
    }

    /// Below a key that has no colon: `? a`.
    private func insertingColon(_ lines: [String]) -> TextEdit {
        let indentation = String(repeating: " ", count: column)
        let first = lines.prefix(1).map { indentation + $0 }
        return layout.inserting(first + lines.dropFirst(), at: layout.nextLine(from: head.end))
    }

    // MARK: - In the place of a block scalar

    private func replacing(_ block: BlockScalarText, with value: EditedValue) -> TextEdit {
        guard fits(value) else {
            let lines = text.block(value, column: innerColumn, allBlocks: false)
            let lineBreak = layout.lineBreak(near: block.header.lowerBound)
            return TextEdit().replacingBehindHead(head, to: block.header.upperBound, in: layout)
                .replacing(block.content, with: lineBreak + lines.joined(separator: lineBreak))
        }
        return layout.replacing(block.header, with: text.line(value)).deleting(block.content)
    }
}

extension TextEdit {
    /// Takes away what stands behind a colon on its line. Tabs go too: behind a colon that begins its line they would be an error.
    fileprivate func replacingBehindHead(_ head: ValueHead, to end: Int, in layout: TextLayout) -> TextEdit {
        let blanks = end..<layout.skippingBlanks(from: end)
        guard end > head.end, layout.bytes[blanks].contains(UInt8(ascii: "\t")) else { return deleting(head.end..<end) }
        return replacing(head.end..<blanks.upperBound, with: layout.has("#", at: blanks.upperBound) ? " " : "")
    }
}
