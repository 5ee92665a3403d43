import SpannedYAML

/// What stands before the value of a key.
struct ValueHead {
    /// Behind the colon, or behind the value's anchor if it has one; behind the key if there is no colon.
    let end: Int
    /// Whether the key has its colon. `{a}` and `? a` have none.
    let hasColon: Bool

    init(of entry: YAMLEntry, in layout: TextLayout) {
        let keyEnd = entry.key.range.upperBound
        let colon = layout.skippingSpace(from: keyEnd)
        // Behind a key without colon, the next key may begin with one.
        hasColon = layout.has(":", at: colon) && colon < entry.value.range.lowerBound
        guard hasColon else {
            end = keyEnd
            return
        }
        let anchor = layout.skippingSpace(from: colon + 1)
        guard anchor < entry.value.range.lowerBound, layout.has("&", at: anchor) else {
            end = colon + 1
            return
        }
        var offset = anchor + 1
        while offset < entry.value.range.lowerBound, !layout.isBlank(offset), !layout.isBreak(offset) { offset += 1 }
        end = offset
    }
}
