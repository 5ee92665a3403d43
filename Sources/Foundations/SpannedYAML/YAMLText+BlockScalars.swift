extension YAMLText {
    /// Where the text of a block scalar ends. libyaml's own end is the start of what follows, behind lines that do not belong to the value.
    ///
    /// - Parameters:
    ///   - start: the byte of `|` or `>`.
    ///   - limit: libyaml's end.
    ///   - parentIndentation: in columns; -1 outside of any block.
    func blockScalarEnd(from start: Int, before limit: Int, parentIndentation: Int, isEmpty: Bool) -> Int {
        let header = blockScalarHeader(at: start)
        let content = skippingBreak(at: lineEnd(from: header.end))
        guard content < limit, !(isEmpty && header.chomping == .keep) else { return header.end }
        guard header.chomping != .keep else { return limit }

        let indentation =
            header.indentation.map { max(0, parentIndentation) + $0 }
            ?? max(parentIndentation + 1, 1, indentationOfFirstLines(from: content))
        var end = limit
        while end > content {
            let lineEnd = beforeBreak(endingAt: end)
            let lineStart = lineStart(of: lineEnd)
            let isContent = lineEnd - lineStart > indentation || !bytes[lineStart..<lineEnd].allSatisfy { $0 == 0x20 }
            if isContent { return header.chomping == .strip ? lineEnd : end }
            end = lineStart
        }
        return header.end
    }

    private enum Chomping { case clip, strip, keep }

    private func blockScalarHeader(at start: Int) -> (chomping: Chomping, indentation: Int?, end: Int) {
        var chomping = Chomping.clip
        var indentation: Int?
        var end = start + 1
        while end < bytes.count {
            switch bytes[end] {
            case UInt8(ascii: "-"): chomping = .strip
            case UInt8(ascii: "+"): chomping = .keep
            case let digit where (UInt8(ascii: "1")...UInt8(ascii: "9")).contains(digit):
                indentation = Int(digit - UInt8(ascii: "0"))
            default: return (chomping, indentation, end)
            }
            end += 1
        }
        return (chomping, indentation, end)
    }

    /// The widest indentation of the empty lines at the start and of the first that is not empty.
    /// Source: libyaml 0.2.5 scanner.c, yaml_parser_scan_block_scalar_breaks.
    private func indentationOfFirstLines(from start: Int) -> Int {
        var widest = 0
        var offset = start
        while true {
            let lineStart = offset
            while offset < bytes.count, bytes[offset] == UInt8(ascii: " ") { offset += 1 }
            widest = max(widest, offset - lineStart)
            guard offset < bytes.count, isBreak(offset) else { return widest }
            offset = skippingBreak(at: offset)
        }
    }
}
