import Diagnostics

extension Pairs {
    /// Takes the next node of the mapping: a key, or the value of the key before.
    ///
    /// - Returns: what is wrong with the key; it and its value are left out then.
    mutating func take(_ node: YAMLNode) -> Diagnostic? {
        switch next {
        case .key:
            let finding = finding(for: node)
            next = .value(key: finding == nil ? node : nil, keyEnd: node.place.range.upperBound)
            return finding
        case .value(let key, _):
            next = .key
            if let key, case .scalar(let scalar) = key.content {
                append(YAMLEntry(key: key, value: node, name: scalar.text))
            }
            return nil
        }
    }

    private func finding(for key: YAMLNode) -> Diagnostic? {
        guard case .scalar(let scalar) = key.content else { return .keyNotScalar(key.place) }
        if scalar.style == .plain, scalar.text == "<<" { return .mergeKey(key.place) }
        if scalar.core == .null { return .nullKey(key.place) }
        return first(named: scalar.text).map { .duplicateKey(scalar.text, key.place, first: $0.key.place) }
    }
}
