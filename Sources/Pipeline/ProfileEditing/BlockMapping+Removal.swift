extension BlockMapping {
    /// Takes an entry out that has others beside it.
    ///
    /// - Returns: edits to try in this order. The later ones take along empty lines and comments that would become part of a block scalar above.
    func removals(of index: Int) -> [TextEdit] {
        guard layout.isFirstOnLine(start(of: index)) else { return [removalOfFirstBehindColon] }
        let lines = lines(of: index)
        let ends = [
            lines.upperBound, layout.skippingEmptyLines(from: lines.upperBound),
            layout.skippingEmptyLines(
                from: layout.skippingComments(deeperThan: column, from: lines.upperBound)),
        ]
        return ends.flatMap { layout.deleting(lines.lowerBound..<$0) }
    }

    /// Behind a colon that stands on a line of its own, the next entry moves up, unless there are comments above it.
    private var removalOfFirstBehindColon: TextEdit {
        let start = start(of: 0)
        let next = self.start(of: 1)
        guard layout.hasComment(in: lineBehind(0)..<next) else { return TextEdit().deleting(start..<next) }
        return TextEdit().deleting(layout.beforeBlanks(endingAt: start)..<layout.beforeBreak(endingAt: lineBehind(0)))
    }

    /// Takes the only entry out, and leaves something in the place of the mapping.
    ///
    /// - Parameters:
    ///   - head: where the mapping's own value begins; nil for the document's mapping.
    ///   - remainder: what is left: `{}` or nothing.
    func removalsOfOnly(head: ValueHead?, leaving remainder: String) -> [TextEdit] {
        let lines = lines(of: 0)
        guard let head else {
            guard !remainder.isEmpty else { return layout.deleting(lines) }
            return [
                TextEdit().replacing(start(of: 0)..<layout.beforeBreak(endingAt: lines.upperBound), with: remainder)
            ]
        }
        guard layout.isFirstOnLine(start(of: 0)) else {
            return [TextEdit().replacing(start(of: 0)..<layout.beforeBreak(endingAt: end(of: 0)), with: remainder)]
        }
        let spaced = remainder.isEmpty ? "" : " " + remainder
        return layout.deleting(lines).map { $0.inserting(spaced, at: head.end) }
    }
}
