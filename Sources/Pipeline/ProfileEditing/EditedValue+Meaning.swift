import SpannedYAML

extension EditedValue {
    /// Whether a node says the same, however it is written. The order of a mapping's keys does not matter; `5` is the decimal 5 as well as the
    /// integer.
    func isMeant(by node: YAMLNode) -> Bool {
        switch (self, node.content) {
        case (.sequence(let items), .sequence(let nodes)):
            items.count == nodes.count && zip(items, nodes).allSatisfy { $0.isMeant(by: $1) }
        case (.mapping(let entries), .mapping(let nodes)):
            Self.isMeant(entries, by: nodes)
        case (.text(let text), .scalar(let scalar)):
            // Not as strings: `é` written with a combining accent is another file name.
            scalar.core == .text && scalar.text.utf8.elementsEqual(text.utf8)
        case (.null, .scalar(let scalar)): scalar.core == .null
        case (.bool(let bool), .scalar(let scalar)): scalar.core == .bool(bool)
        case (.integer(let integer), .scalar(let scalar)): scalar.core == .integer(integer)
        case (.decimal(let decimal), .scalar(let scalar)): decimal.isMeant(by: scalar.core)
        case (.null, _), (.bool, _), (.integer, _), (.decimal, _), (.text, _), (.sequence, _), (.mapping, _): false
        }
    }

    private static func isMeant(_ entries: [Entry], by nodes: [YAMLEntry]) -> Bool {
        guard entries.count == nodes.count else { return false }
        let values = Dictionary(nodes.map { ($0.name, $0.value) }) { first, _ in first }
        return entries.allSatisfy { entry in values[entry.name].map { entry.value.isMeant(by: $0) } ?? false }
            && Set(entries.map(\.name)).count == entries.count
    }
}

extension Double {
    fileprivate func isMeant(by value: CoreValue) -> Bool {
        switch value {
        case .float(let float): float == self || float.isNaN && isNaN
        case .integer(let integer): Double(integer) == self
        case .null, .bool, .text: false
        }
    }
}
