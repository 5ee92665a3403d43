import Diagnostics
import SpannedYAML

/// A profile file that was read, and how it is laid out.
struct ProfileDocument {
    let source: SourceText
    /// Nil if there is nothing but comments.
    let root: YAMLNode?
    let layout: TextLayout
    /// How many columns a mapping stands behind the one around it, where the file shows no example.
    private static let usualStep = 2

    /// - Throws: what `YAMLReader.read` throws.
    init(_ source: SourceText) throws(Findings) {
        self.source = source
        root = try YAMLReader.read(source)
        layout = TextLayout(source)
    }

    func column(of node: YAMLNode) -> Int {
        layout.column(of: node.span.range.lowerBound)
    }

    /// How many columns deeper a new mapping within this one stands: as its last neighbour does, else as the first of the file.
    func step(in mapping: YAMLNode?) -> Int {
        mapping.flatMap { steps(in: $0).last } ?? root.flatMap { firstStep(in: $0) } ?? Self.usualStep
    }

    private func firstStep(in node: YAMLNode) -> Int? {
        steps(in: node).first
            ?? node.blockEntries.lazy.compactMap { $0.value.alias == nil ? self.firstStep(in: $0.value) : nil }.first
    }

    private func steps(in mapping: YAMLNode) -> [Int] {
        mapping.blockEntries.map(\.value).filter { $0.alias == nil && !$0.blockEntries.isEmpty }
            .map { column(of: $0) - column(of: mapping) }.filter { $0 > 0 }
    }
}

extension YAMLNode {
    /// The entries of a mapping; none for anything else.
    var entries: [YAMLEntry] {
        guard case .mapping(let entries) = content else { return [] }
        return entries
    }

    /// The entries of a mapping that has each on lines of its own.
    var blockEntries: [YAMLEntry] { isFlow ? [] : entries }

    var scalar: YAMLScalar? {
        guard case .scalar(let scalar) = content else { return nil }
        return scalar
    }

    var isMapping: Bool {
        guard case .mapping = content else { return false }
        return true
    }

    /// Whether there is no value, or one that says so, such as `null`.
    var isNull: Bool { scalar?.core == .null }

    /// A block that stands here itself: keys or dashes on lines of their own.
    var isBlockCollection: Bool { alias == nil && !isFlow && scalar == nil }

    var isBlockScalar: Bool {
        alias == nil && (scalar?.style == .literal || scalar?.style == .folded)
    }

    var range: Range<Int> { place.range }
}
