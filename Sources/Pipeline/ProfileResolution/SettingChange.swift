public import OptionCatalogue

/// What one layer says of an option.
public enum SettingChange: Sendable, Equatable {
    /// Back to the default.
    case reset
    case value(OptionValue)
    /// A whole list in place of an inherited one.
    case list([ListElement])
    /// Steps that start from what is inherited.
    case edits([ListEdit])

    /// What one option may hold: more is no configuration any more, and thousands of profiles could each have that many.
    public static let mostElements = 1_000

    /// Both changes as one: the same whether a whole chain is joined from its beginning or from its end.
    public func then(_ stronger: SettingChange) -> SettingChange {
        guard case .edits(let steps) = stronger else { return stronger }
        switch self {
        case .edits(let earlier): return .edits(earlier + steps)
        case .list(let elements): return .list(steps.applied(to: elements))
        // The default of a list is an empty one.
        case .reset, .value: return .list(steps.applied(to: []))
        }
    }

    /// What remains where nothing is inherited; nil: the default.
    var value: OptionValue? {
        switch self {
        case .reset: nil
        case .value(let value): value
        case .list, .edits: .list(elements.map(\.words))
        }
    }

    var elements: [ListElement] {
        switch self {
        case .reset, .value: []
        case .list(let elements): elements
        case .edits(let steps): steps.applied(to: [])
        }
    }
}
