import SpannedYAML

/// A mapping that has each key on lines of its own, and where these are.
struct BlockMapping {
    let layout: TextLayout
    let entries: [YAMLEntry]
    /// Of its keys.
    let column: Int
    private let start: Int

    init(_ node: YAMLNode, in layout: TextLayout) {
        self.layout = layout
        entries = node.entries
        start = node.range.lowerBound
        column = layout.column(of: start)
    }

    func index(of name: String) -> Int? {
        entries.firstIndex { $0.name == name }
    }

    /// The first byte of an entry: its key, or the anchor or question mark before it.
    func start(of index: Int) -> Int {
        index == 0 ? start : layout.skippingSpace(from: end(of: index - 1))
    }

    func end(of index: Int) -> Int {
        entries[index].value.range.upperBound
    }

    /// The line behind an entry and the comment behind its value.
    func lineBehind(_ index: Int) -> Int {
        let end = end(of: index)
        // The line break at the end of a block scalar is its own.
        return layout.isLineStart(end) ? end : layout.nextLine(from: end)
    }

    /// The line behind an entry and the comments that are indented deeper than its key.
    func lineBehindComments(_ index: Int) -> Int {
        layout.skippingComments(deeperThan: column, from: lineBehind(index))
    }

    /// The lines that go when an entry goes. Comments below a block of its own are part of that block; those above stay.
    func lines(of index: Int) -> Range<Int> {
        let hasBlock = entries[index].value.isBlockCollection
        return layout.lineStart(of: start(of: index))..<(hasBlock ? lineBehindComments(index) : lineBehind(index))
    }
}
