public import OptionCatalogue
import SystemPackage

/// A value and its provenance for every option.
public struct ResolvedProfile: Sendable {
    /// What remains of each option that somebody gave; one that went back to its default is not among them.
    private let settings: [OptionName: Layer.Assignment]
    /// All that was said of an option, the weakest first.
    private let history: [OptionName: [Layer.Assignment]]

    /// - Parameter layers: the weakest first; a later one replaces or changes what an earlier one says of an option.
    public init(layers: [Layer]) {
        var history: [OptionName: [Layer.Assignment]] = [:]
        for layer in layers {
            for (name, assignment) in layer.assignments { history[name, default: []].append(assignment) }
        }
        self.history = history
        settings = history.compactMapValues { assignments in
            guard let first = assignments.first, let last = assignments.last else { return nil }
            let change = assignments.dropFirst().reduce(first.change) { $0.then($1.change) }
            return Self.remainder(Layer.Assignment(change, last.provenance))
        }
    }

    /// Of a layer that others have gone into: what they said of an option before is not known.
    init(joined layer: Layer) {
        history = [:]
        settings = layer.assignments.compactMapValues(Self.remainder)
    }

    /// What is left where nothing more comes: edits of an empty list are a list.
    private static func remainder(_ assignment: Layer.Assignment) -> Layer.Assignment? {
        switch assignment.change {
        case .reset: nil
        case .value, .list: assignment
        case .edits: Layer.Assignment(.list(assignment.change.elements), assignment.provenance)
        }
    }

    /// The value that was given, or the built-in default. Options whose default is derived are nil until somebody gives them.
    public subscript<Value>(_ option: KeyPath<Catalogue, OptionDeclaration<Value>>) -> Value {
        let details = Self.catalogue[keyPath: option].details
        if let given = given(details.name), let value = Value(given) { return value }
        guard let value = Value(details.fallback.value) else {
            preconditionFailure("the declaration of '\(details.name)' has a default of another type than its values")
        }
        return value
    }

    public func isGiven(_ name: OptionName) -> Bool {
        settings[name] != nil
    }

    /// Whether somebody gave it to switch it off: `--no-debug-mode`.
    public func isSwitchedOff(_ name: OptionName) -> Bool {
        settings[name]?.change == .value(.toggle(false))
    }

    /// Whether somebody gave the option, and not to switch it off.
    public func isUsed(_ name: OptionName) -> Bool {
        switch settings[name]?.change {
        case .value(.toggle(let flag)): flag
        case .value(.list(let occurrences)): !occurrences.isEmpty
        case .value(.integer), .value(.decimal), .value(.text): true
        case .list(let elements): !elements.isEmpty
        case .edits(let steps): !steps.isEmpty
        case .reset, nil: false
        }
    }

    /// What was given, before a declaration gives it its Swift type; nil where nothing was.
    public func given(_ name: OptionName) -> OptionValue? {
        guard let setting = settings[name] else { return nil }
        if name == "entry-point", let path = entryPoint(setting) { return .text(path) }
        return setting.change.value
    }

    public func provenance(of name: OptionName) -> Provenance {
        if let given = settings[name] { return given.provenance }
        switch Catalogue.byName[name]?.fallback {
        case .derived(let words): return .derived(words)
        case .value, .absent, nil: return .builtInDefault
        }
    }

    /// Who gave the element with this first word; of the whole option where there is none.
    public func provenance(of name: OptionName, named word: String) -> Provenance {
        elements(of: name).last { $0.words.first == word }?.provenance ?? provenance(of: name)
    }

    /// Who gave which element of an option that may be given several times.
    public func elements(of name: OptionName) -> [ListElement] {
        settings[name]?.change.elements ?? []
    }

    /// What was said of an option and counts no more, the strongest first; for a list also what the last word was added to.
    public func overridden(_ name: OptionName) -> [Layer.Assignment] {
        (history[name] ?? []).dropLast(settings[name] == nil ? 0 : 1).reversed()
    }

    /// The names of all options that somebody gave, in the order of the catalogue.
    public var givenNames: [OptionName] {
        settings.keys.map { ($0, Catalogue.places[$0] ?? .max) }.sorted { $0.1 < $1.1 }.map(\.0)
    }

    /// The value as the user would write it, for display; nil where there is none.
    public func text(of name: OptionName) -> String? {
        (given(name) ?? Catalogue.byName[name]?.fallback.value)?.displayed
    }

    /// A file that a profile names is relative to the profile's own place; a module is no file, and only the resolved type tells.
    private func entryPoint(_ setting: Layer.Assignment) -> String? {
        guard case .profile(let place) = setting.provenance, case .text(let text) = setting.change.value,
            settings["application-type"]?.change.value != .text("module")
        else { return nil }
        return FilePath(place.directory).pushing(FilePath(text)).lexicallyNormalized().string
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
    /// As the user would write it.
    public var displayed: String {
        switch self {
        case .toggle(let flag): flag ? "on" : "off"
        case .integer(let number): String(number)
        case .decimal(let number): String(number)
        case .text(let text): text
        case .list(let occurrences): occurrences.map { $0.joined(separator: " ") }.joined(separator: ", ")
        }
    }
}
