/// One element of an option that may be given several times, and who gave it.
public struct ListElement: Sendable, Equatable {
    /// As many as the option's arity.
    public let words: [String]
    public let provenance: Provenance

    public init(_ words: [String], _ provenance: Provenance) {
        self.words = words
        self.provenance = provenance
    }
}

/// A step that changes an inherited list, whatever it holds.
public enum ListEdit: Sendable, Equatable {
    case prepend([ListElement])
    case append([ListElement])
    /// Takes out every element with these words.
    case remove([[String]])
    /// Replaces the element with the same first word where it stands, or adds one at the end.
    case put(ListElement)
    /// Takes out the element with this first word.
    case drop(String)
}
