import OptionCatalogue

/// The layers of many profiles that inherit from each other, joined without doing anything twice: merging is associative, so what a profile inherits can
/// be joined once for all of its children.
struct JoinedLayers {
    private var layers: [Place: Layer] = [:]
    /// By the last number of the line.
    private var known: [Int: (numbers: [Int], layer: Layer?)] = [:]
    /// What is inherited is mostly inherited soon; keeping everything would take as much memory as somebody wants.
    private static let mostKnown = 100

    private struct Place: Hashable {
        let document: DocumentKey
        let name: String

        init(_ definition: ProfileDefinition) {
            document = definition.document
            name = definition.name.text
        }
    }

    /// Takes in what a definition says by itself.
    mutating func add(_ layer: Layer, of definition: ProfileDefinition) {
        layers[Place(definition)] = layer
    }

    /// - Returns: nil where what is inherited has too many elements, which is found where it is inherited from.
    mutating func joined(_ line: Inheritance.Line, _ inheritance: Inheritance) -> Layer? {
        joined(line.numbers, inheritance)
    }

    private mutating func joined(_ numbers: [Int], _ inheritance: Inheritance) -> Layer? {
        guard let last = numbers.last else { return Layer() }
        guard let inherited = inherited(numbers.dropLast(), inheritance), !inherited.hasTooMany else { return nil }
        // Nothing comes before: the edits of a list have all that they will ever work on.
        return inherited.then(layers[Place(inheritance.definitions[last])] ?? Layer()).grounded
    }

    private mutating func inherited(_ numbers: [Int], _ inheritance: Inheritance) -> Layer? {
        guard let last = numbers.last else { return Layer() }
        if let known = known[last], known.numbers == numbers { return known.layer }
        let layer = joined(numbers, inheritance)
        if known.count >= Self.mostKnown { known.removeAll(keepingCapacity: true) }
        known[last] = (numbers, layer)
        return layer
    }
}

extension Layer {
    fileprivate var hasTooMany: Bool {
        assignments.values.contains { assignment in
            if case .list(let elements) = assignment.change {
                elements.count > SettingChange.mostElements
            } else {
                false
            }
        }
    }
}
