/// What becomes of one file when the template has changed.
public enum FileUpdate: Sendable, Equatable {
    /// Nothing to do: the template's part is the same, or the project has it already.
    case unchanged
    /// The project has not touched it: nil removes it.
    case take([UInt8]?)
    /// Both have changed it.
    case merge(base: [UInt8], ours: [UInt8], theirs: [UInt8])
    /// The project has removed it, or has changed what the template no longer has: the project's way counts.
    case leave(reason: String)

    /// - Parameters:
    ///   - base: as the template made it; nil: it did not.
    ///   - ours: as it is in the project; nil: it is not.
    ///   - theirs: as the template would make it now; nil: it would not.
    public static func decide(base: [UInt8]?, ours: [UInt8]?, theirs: [UInt8]?) -> FileUpdate {
        if base == theirs || ours == theirs { return .unchanged }
        if ours == base { return .take(theirs) }
        guard let theirs else { return .leave(reason: "the template no longer has it, and you have changed it") }
        guard let ours else { return .leave(reason: "you have removed it, and the template has changed it") }
        return .merge(base: base ?? [], ours: ours, theirs: theirs)
    }
}
