import SpannedYAML

/// A block scalar as it stands in a text: its header behind `|` or `>`, and the lines of its content.
struct BlockScalarText {
    private let layout: TextLayout
    private let style: YAMLScalar.Style
    /// `|` or `>` with what belongs to it.
    let header: Range<Int>
    /// From the end of the header's line to the end of the last line, without the line break there.
    let content: Range<Int>

    init?(_ node: YAMLNode, in layout: TextLayout) {
        guard let scalar = node.scalar, node.isBlockScalar else { return nil }
        self.layout = layout
        style = scalar.style
        let start = node.range.lowerBound
        var end = start + 1
        while end < node.range.upperBound, !layout.isBlank(end), !layout.isBreak(end), !layout.has("#", at: end) {
            end += 1
        }
        header = start..<end
        let lineEnd = layout.lineEnd(from: end)
        content = lineEnd..<max(lineEnd, layout.beforeBreak(endingAt: node.range.upperBound))
    }

    /// Another text in the same style and indentation.
    ///
    /// - Parameter column: of the content where there was none.
    /// - Returns: nil if the style cannot carry it.
    func replacing(with text: String, column: Int) -> TextEdit? {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let endsInBreak = lines.last == ""
        if endsInBreak { lines.removeLast() }
        guard let first = lines.first, !first.isEmpty, lines.last != "", lines.allSatisfy(canCarry),
            !first.hasPrefix(" ")
        else { return nil }

        let lineBreak = layout.lineBreak(near: header.lowerBound)
        let indentation = String(repeating: " ", count: self.column ?? column)
        // A folded line break is a space: for a line break that stays there is an empty line.
        let separator = style == .folded ? lineBreak + lineBreak : lineBreak
        let body = lines.map { $0.isEmpty ? "" : indentation + $0 }.joined(separator: separator)
        let end = endsInBreak && content.upperBound == layout.bytes.count ? lineBreak : ""
        return layout.replacing(header, with: (style == .folded ? ">" : "|") + (endsInBreak ? "" : "-"))
            .replacing(content, with: lineBreak + body + end)
    }

    private func canCarry(_ line: Substring) -> Bool {
        let isFolded = style == .folded && (line.isEmpty || line.hasPrefix(" "))
        return !isFolded && line.unicodeScalars.allSatisfy(\.isShownInYAML)
            && (line.isEmpty || line.contains { $0 != " " })
    }

    /// The indentation of the first line that is not empty.
    private var column: Int? {
        guard !content.isEmpty else { return nil }
        let line = layout.skippingEmptyLines(from: layout.nextLine(from: content.lowerBound))
        let text = layout.skippingBlanks(from: line)
        return text < content.upperBound ? text - line : nil
    }
}
