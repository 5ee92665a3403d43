extension FlowMapping {
    /// Takes an entry out, with the comma that goes with it. Comments stay, but for the one behind an entry that has its lines for itself.
    ///
    /// - Returns: edits to try in this order.
    func removals(of index: Int) -> [TextEdit] {
        if entries.count == 1 { return [removalOfOnly] }
        if let lines = ownLines(of: index) {
            let edit = TextEdit().deleting(lines)
            if commaOnSameLine(behind: index) != nil { return [edit] }
            if comma(behind: index) == nil { return commas(before: index).map { edit.deleting($0) } }
        }
        if let lines = linesFromComma(before: index) { return [TextEdit().deleting(lines)] }
        if index == 0 || isFirstOnLine(index) && isFollowedOnLine(index) { return [removal(withCommaBehind: index)] }
        return commas(before: index).map { comma in
            let gap = comma.upperBound..<start(of: index)
            return layout.hasComment(in: gap)
                ? TextEdit().deleting(comma).deleting(start(of: index)..<end(of: index))
                : TextEdit().deleting(comma.lowerBound..<end(of: index))
        }
    }

    /// The lines that an entry has for itself where the comma before it begins them.
    private func linesFromComma(before index: Int) -> Range<Int>? {
        guard index > 0, let comma = comma(behind: index - 1), layout.isFirstOnLine(comma) else { return nil }
        guard layout.skippingBlanks(from: comma + 1) == start(of: index),
            let next = layout.lineBehindComment(from: end(of: index))
        else { return nil }
        return layout.lineStart(of: comma)..<next
    }

    private func isFollowedOnLine(_ index: Int) -> Bool {
        guard let comma = comma(behind: index), index + 1 < entries.count else { return false }
        return layout.skippingBlanks(from: comma + 1) == start(of: index + 1)
    }

    /// The comma before an entry: with the one blank that may stand before it only because of a missing value, and without.
    private func commas(before index: Int) -> [Range<Int>] {
        guard let comma = comma(behind: index - 1) else { return [] }
        let plain = comma..<(comma + 1)
        let isOwn = endsInColon(index - 1) && comma == end(of: index - 1) + 1
        return isOwn ? [(comma - 1)..<(comma + 1), plain] : [plain]
    }

    private func removal(withCommaBehind index: Int) -> TextEdit {
        let entry = start(of: index)..<end(of: index)
        guard let comma = comma(behind: index) else { return TextEdit().deleting(entry) }
        guard !layout.hasComment(in: entry.upperBound..<comma) else {
            return TextEdit().deleting(entry).deleting(comma..<(comma + 1))
        }
        let next = layout.skippingBlanks(from: comma + 1)
        let staysBehind = layout.isBreak(next) || layout.has("#", at: next)
        return TextEdit().deleting(entry.lowerBound..<(staysBehind ? comma + 1 : next))
    }

    private var removalOfOnly: TextEdit {
        if let lines = ownLines(of: 0), comma(behind: 0) == commaOnSameLine(behind: 0) {
            return TextEdit().deleting(lines)
        }
        let before = start..<start(of: 0)
        let after = (comma(behind: 0).map { $0 + 1 } ?? end(of: 0))..<end
        guard !layout.hasComment(in: before), !layout.hasComment(in: end(of: 0)..<end) else {
            return removal(withCommaBehind: 0)
        }
        let isSame = layout.bytes[before] == layout.bytes[after] && before.allSatisfy { layout.isBlank($0) }
        return TextEdit().deleting(isSame ? before.upperBound..<end : start..<end)
    }
}
