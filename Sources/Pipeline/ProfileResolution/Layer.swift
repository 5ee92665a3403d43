public import OptionCatalogue

/// The values of one source, for example the command line.
public struct Layer: Sendable {
    public struct Assignment: Sendable, Equatable {
        public let change: SettingChange
        public let provenance: Provenance

        public init(_ change: SettingChange, _ provenance: Provenance) {
            self.change = change
            self.provenance = provenance
        }
    }

    public private(set) var assignments: [OptionName: Assignment] = [:]

    public init() {}

    /// Adds what the source says of an option. One that may be given several times grows; any other is replaced.
    public mutating func set(_ name: OptionName, to value: OptionValue, _ provenance: Provenance) {
        guard case .list(let occurrences) = value else { return add(name, .value(value), provenance) }
        let elements = occurrences.map { ListElement($0, provenance) }
        if Catalogue.byName[name]?.type.isMapping ?? false {
            add(name, .edits(elements.map { .put($0) }), provenance)
        } else if case .list(let before) = assignments[name]?.change {
            add(name, .list(before + elements), provenance)
        } else {
            add(name, .list(elements), provenance)
        }
    }

    /// Adds a change that the option's type is known to take. What comes under an old name counts under the new one.
    public mutating func add(_ name: OptionName, _ change: SettingChange, _ provenance: Provenance) {
        guard let option = Catalogue.byName[name] else { return put(name, change, provenance) }
        add(option, change, provenance)
    }

    mutating func add(_ option: OptionDetails, _ change: SettingChange, _ provenance: Provenance) {
        if case .oldName(let current) = option.availability {
            put(current, change, provenance)
        } else {
            put(option.name, change, provenance)
        }
    }

    private mutating func put(_ name: OptionName, _ change: SettingChange, _ provenance: Provenance) {
        let joined = assignments[name]?.change.then(change) ?? change
        assignments[name] = Assignment(joined, provenance)
    }

    /// Both layers as one.
    public func then(_ stronger: Layer) -> Layer {
        var joined = self
        for (name, assignment) in stronger.assignments { joined.put(name, assignment.change, assignment.provenance) }
        return joined
    }

    /// The same where nothing is inherited: edits of an empty list are a list.
    var grounded: Layer {
        var grounded = self
        for (name, assignment) in assignments {
            guard case .edits = assignment.change else { continue }
            grounded.assignments[name] = Assignment(.list(assignment.change.elements), assignment.provenance)
        }
        return grounded
    }
}
