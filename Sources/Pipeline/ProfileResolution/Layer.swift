public import OptionCatalogue

/// Where the value of an option comes from.
public enum Provenance: Sendable, Equatable, CustomStringConvertible {
    case builtInDefault
    /// A default that was worked out; says from what.
    case derived(String)
    case variable(String)
    case commandLine(OptionName)

    public var description: String {
        switch self {
        case .builtInDefault: "default"
        case .derived(let words): "default: \(words)"
        case .variable(let name): "variable \(name)"
        case .commandLine(let name): "flag \(name.flag)"
        }
    }
}

/// The values of one source, for example the command line.
public struct Layer: Sendable {
    public struct Assignment: Sendable, Equatable {
        public let value: OptionValue
        public let provenance: Provenance

        public init(_ value: OptionValue, _ provenance: Provenance) {
            self.value = value
            self.provenance = provenance
        }
    }

    public private(set) var assignments: [OptionName: Assignment] = [:]

    public init() {}

    /// An option that may be given several times grows; any other is replaced. What comes under an old name counts under the new one.
    public mutating func set(_ name: OptionName, to value: OptionValue, _ provenance: Provenance) {
        if case .oldName(let current) = Catalogue.byName[name]?.availability {
            return set(current, to: value, provenance)
        }
        if case .list(let more) = value, case .list(let before) = assignments[name]?.value {
            assignments[name] = Assignment(.list(before + more), provenance)
        } else {
            assignments[name] = Assignment(value, provenance)
        }
    }
}
