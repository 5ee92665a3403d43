/// Changes to a text, each of which replaces a range of bytes. They do not overlap.
struct TextEdit {
    private struct Splice {
        let range: Range<Int>
        let text: [UInt8]
    }

    private var splices: [Splice] = []

    func replacing(_ range: Range<Int>, with text: String) -> TextEdit {
        var edit = self
        // What is inserted where something is replaced comes before it.
        let index =
            splices.firstIndex { ($0.range.lowerBound, $0.range.upperBound) > (range.lowerBound, range.upperBound) }
            ?? splices.endIndex
        edit.splices.insert(Splice(range: range, text: Array(text.utf8)), at: index)
        return edit
    }

    func inserting(_ text: String, at offset: Int) -> TextEdit {
        replacing(offset..<offset, with: text)
    }

    func deleting(_ range: Range<Int>) -> TextEdit {
        replacing(range, with: "")
    }

    func applied(to bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        var offset = 0
        for splice in splices {
            result += bytes[offset..<splice.range.lowerBound]
            result += splice.text
            offset = splice.range.upperBound
        }
        return result + bytes[offset...]
    }

    /// Where a byte is after the edit; nil if it is gone.
    func place(of offset: Int) -> Int? {
        var shift = 0
        for splice in splices {
            if splice.range.contains(offset) { return nil }
            if splice.range.lowerBound > offset { break }
            shift += splice.text.count - splice.range.count
        }
        return offset + shift
    }
}
