public import OptionCatalogue

/// A value and its provenance for every option.
public struct ResolvedProfile: Sendable {
    private let assignments: [OptionName: Layer.Assignment]

    /// - Parameter layers: the weakest first; a later one replaces what an earlier one says of an option.
    public init(layers: [Layer]) {
        assignments = layers.reduce(into: [:]) { merged, layer in
            merged.merge(layer.assignments) { _, stronger in stronger }
        }
    }

    /// The value that was given, or the built-in default. Options whose default is derived are nil until somebody gives them.
    public subscript<Value>(_ option: KeyPath<Catalogue, OptionDeclaration<Value>>) -> Value {
        let details = Self.catalogue[keyPath: option].details
        if let given = assignments[details.name], let value = Value(given.value) { return value }
        guard let value = Value(details.fallback.value) else {
            preconditionFailure("the declaration of '\(details.name)' has a default of another type than its values")
        }
        return value
    }

    public func isGiven(_ name: OptionName) -> Bool {
        assignments[name] != nil
    }

    /// Whether somebody gave the option, and not to switch it off.
    public func isUsed(_ name: OptionName) -> Bool {
        switch assignments[name]?.value {
        case .toggle(let flag): flag
        case .list(let occurrences): !occurrences.isEmpty
        case .integer, .decimal, .text: true
        case nil: false
        }
    }

    /// What was given, before a declaration gives it its Swift type; nil where nothing was.
    public func given(_ name: OptionName) -> OptionValue? {
        assignments[name]?.value
    }

    public func provenance(of name: OptionName) -> Provenance {
        if let given = assignments[name] { return given.provenance }
        switch Catalogue.byName[name]?.fallback {
        case .derived(let words): return .derived(words)
        case .value, .absent, nil: return .builtInDefault
        }
    }

    /// The value as the user would write it, for display; nil where there is none.
    public func text(of name: OptionName) -> String? {
        (assignments[name]?.value ?? Catalogue.byName[name]?.fallback.value)?.displayed
    }

    private static let catalogue = Catalogue()
}

extension OptionDefault {
    var value: OptionValue? {
        switch self {
        case .value(let value): value
        case .derived, .absent: nil
        }
    }
}

extension OptionValue {
    fileprivate var displayed: String {
        switch self {
        case .toggle(let flag): flag ? "on" : "off"
        case .integer(let number): String(number)
        case .decimal(let number): String(number)
        case .text(let text): text
        case .list(let occurrences): occurrences.map { $0.joined(separator: " ") }.joined(separator: ", ")
        }
    }
}
