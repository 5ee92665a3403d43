import Diagnostics
import SpannedYAML

/// The comments of a document.
enum Comments {
    /// - Returns: each from its `#` to the end of its line, in the order of the text.
    static func ranges(in document: ProfileDocument) -> [Range<Int>] {
        let layout = document.layout
        let scalars = (document.root.map { scalarRanges(in: $0, layout) } ?? []).sorted {
            $0.lowerBound < $1.lowerBound
        }
        var comments: [Range<Int>] = []
        var next = scalars.startIndex
        var offset = layout.origin
        while offset < layout.bytes.count {
            while next < scalars.endIndex, scalars[next].upperBound <= offset { next += 1 }
            if next < scalars.endIndex, scalars[next].contains(offset) {
                offset = scalars[next].upperBound
            } else if layout.has("#", at: offset) {
                let end = layout.lineEnd(from: offset)
                comments.append(offset..<end)
                offset = end
            } else {
                offset += 1
            }
        }
        return comments
    }

    /// Where a `#` is no comment. The header of a block scalar may have one behind it.
    private static func scalarRanges(in node: YAMLNode, _ layout: TextLayout) -> [Range<Int>] {
        guard node.alias == nil else { return [] }
        switch node.content {
        case .scalar:
            guard let block = BlockScalarText(node, in: layout) else { return [node.span.range] }
            return [block.header, block.content]
        case .sequence(let items): return items.flatMap { scalarRanges(in: $0, layout) }
        case .mapping(let entries):
            return entries.flatMap { scalarRanges(in: $0.key, layout) + scalarRanges(in: $0.value, layout) }
        }
    }
}
