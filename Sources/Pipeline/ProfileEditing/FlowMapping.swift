import SpannedYAML

/// A mapping in braces, and where its parts are.
struct FlowMapping {
    let layout: TextLayout
    let entries: [YAMLEntry]
    /// Behind the opening brace.
    let start: Int
    /// The closing brace.
    let end: Int

    init(_ node: YAMLNode, in layout: TextLayout) {
        self.layout = layout
        entries = node.entries
        start = node.range.lowerBound + 1
        end = node.range.upperBound - 1
    }

    func index(of name: String) -> Int? {
        entries.firstIndex { $0.name == name }
    }

    /// The first byte of an entry: its key, or the anchor or question mark before it.
    func start(of index: Int) -> Int {
        guard index > 0 else { return layout.skippingSpace(from: start) }
        return layout.skippingSpace(from: (comma(behind: index - 1) ?? end(of: index - 1)) + 1)
    }

    func end(of index: Int) -> Int {
        entries[index].value.range.upperBound
    }

    /// The last entry need not have one.
    func comma(behind index: Int) -> Int? {
        let offset = layout.skippingSpace(from: end(of: index))
        return layout.has(",", at: offset) ? offset : nil
    }

    /// The comma behind an entry, if it stands on the line where the entry ends.
    func commaOnSameLine(behind index: Int) -> Int? {
        comma(behind: index).flatMap { layout.skippingBlanks(from: end(of: index)) == $0 ? $0 : nil }
    }

    func isFirstOnLine(_ index: Int) -> Bool {
        layout.isFirstOnLine(start(of: index))
    }

    /// Whether the value is missing behind its colon: then no comma may follow at once.
    func endsInColon(_ index: Int) -> Bool {
        entries[index].value.range.isEmpty && layout.has(":", at: end(of: index) - 1)
    }

    /// The lines that an entry has for itself, with its comma and the comment behind; nil if it shares them.
    func ownLines(of index: Int) -> Range<Int>? {
        guard isFirstOnLine(index) else { return nil }
        let behind = commaOnSameLine(behind: index).map { $0 + 1 } ?? end(of: index)
        guard let next = layout.lineBehindComment(from: behind) else { return nil }
        return layout.lineStart(of: start(of: index))..<next
    }
}
