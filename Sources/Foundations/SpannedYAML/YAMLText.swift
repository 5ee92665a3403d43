/// Finds in a text what libyaml's events do not tell. Offsets are bytes.
struct YAMLText {
    let bytes: [UInt8]

    /// The end of what stands before a node, and the node's own start.
    struct PropertiesPlace {
        /// Empty at the start if there is none.
        var tag: Range<Int>
        var end: Int
        var nodeStart: Int
    }

    /// Where the properties and the node stand whose first byte is at `start`.
    func place(of properties: Event.Properties, at start: Int) -> PropertiesPlace {
        var place = PropertiesPlace(tag: start..<start, end: start, nodeStart: start)
        let count = (properties.anchor == nil ? 0 : 1) + (properties.tag == nil ? 0 : 1)
        for _ in 0..<count {
            let start = place.nodeStart
            guard start < bytes.count else { break }
            if bytes[start] == UInt8(ascii: "!") {
                place.end = tagEnd(from: start)
                place.tag = start..<place.end
            } else {
                place.end = wordEnd(from: start + 1)
            }
            place.nodeStart = skippingSpace(from: place.end)
        }
        return place
    }

    /// Behind blanks, line breaks and comments.
    func skippingSpace(from start: Int) -> Int {
        var offset = start
        while offset < bytes.count {
            switch bytes[offset] {
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), UInt8(ascii: "\n"): offset += 1
            case UInt8(ascii: "#"): offset = lineEnd(from: offset)
            default: return offset
            }
        }
        return offset
    }

    /// Where the value of a key is missing: behind its colon, or behind the key if it has none.
    func missingValue(behindKeyEndingAt end: Int, before limit: Int) -> Int {
        let colon = skippingSpace(from: end)
        return colon < limit && bytes[colon] == UInt8(ascii: ":") ? colon + 1 : end
    }

    /// The line break at or behind a byte, or the end of the text.
    func lineEnd(from start: Int) -> Int {
        var offset = start
        while offset < bytes.count, !isBreak(offset) { offset += 1 }
        return offset
    }

    /// The first byte of the line in which a byte stands.
    func lineStart(of offset: Int) -> Int {
        var start = offset
        while start > 0, !isBreak(start - 1) { start -= 1 }
        return start
    }

    /// Whether the byte at an offset is CR or LF.
    func isBreak(_ offset: Int) -> Bool {
        bytes[offset] == 10 || bytes[offset] == 13
    }

    /// Whether the byte at an offset is a space or a tab.
    func isBlank(_ offset: Int) -> Bool {
        bytes[offset] == UInt8(ascii: " ") || bytes[offset] == UInt8(ascii: "\t")
    }

    /// Whether a word ends here: white space or the end of the text.
    func isSpaceOrEnd(_ offset: Int) -> Bool {
        offset >= bytes.count || isBlank(offset) || isBreak(offset)
    }

    /// Behind the line break that begins at a byte, if one does.
    func skippingBreak(at offset: Int) -> Int {
        guard offset < bytes.count, isBreak(offset) else { return offset }
        let isFirstOfTwo = bytes[offset] == 13 && offset + 1 < bytes.count && bytes[offset + 1] == 10
        return offset + (isFirstOfTwo ? 2 : 1)
    }

    /// Before the line break that ends at a byte, if one does.
    func beforeBreak(endingAt end: Int) -> Int {
        guard end > 0, isBreak(end - 1) else { return end }
        return end > 1 && bytes[end - 1] == 10 && bytes[end - 2] == 13 ? end - 2 : end - 1
    }

    /// Source: libyaml 0.2.5 yaml_private.h, IS_ALPHA.
    private func wordEnd(from start: Int) -> Int {
        var offset = start
        while offset < bytes.count {
            switch bytes[offset] {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "_"), UInt8(ascii: "-"):
                offset += 1
            default: return offset
            }
        }
        return offset
    }

    private func tagEnd(from start: Int) -> Int {
        var offset = start
        let isVerbatim = start + 1 < bytes.count && bytes[start + 1] == UInt8(ascii: "<")
        while !isSpaceOrEnd(offset) {
            if isVerbatim, bytes[offset] == UInt8(ascii: ">") { return offset + 1 }
            if !isVerbatim, bytes[offset] == UInt8(ascii: ",") { return offset }
            offset += 1
        }
        return offset
    }
}

extension YAMLText {
    /// Whether `---` or `...` stands here as a word of its own at the start of a line.
    func hasMarker(_ marker: String, at offset: Int) -> Bool {
        bytes[min(offset, bytes.count)...].starts(with: marker.utf8) && isSpaceOrEnd(offset + 3)
            && lineStart(of: offset) == offset
    }
}
