import SpannedYAML

/// Writes values and entries as YAML.
struct ValueText {
    /// How many columns deeper each block stands than the one around it.
    let step: Int
    /// A new collection that does not fit gets a line for each of its parts.
    private static let width = 80

    /// On one line, for a place within brackets or braces.
    func flow(_ value: EditedValue) -> String {
        switch value {
        case .sequence(let items): "[" + items.map(flow).joined(separator: ", ") + "]"
        case .mapping(let entries):
            "{" + entries.map { "\(key($0.name, isFlow: true)): \(flow($0.value))" }.joined(separator: ", ") + "}"
        case .null, .bool, .integer, .decimal, .text: scalar(value, isFlow: true)
        }
    }

    /// An entry for a place within braces; the names behind the first become mappings within each other.
    func flowEntry(_ names: [String], _ value: EditedValue, keyStyle: YAMLScalar.Style) -> String {
        let inner = names.dropFirst().reversed().reduce(value) { .mapping([.init($1, $0)]) }
        return "\(key(names.first ?? "", style: keyStyle, isFlow: true)): \(flow(inner))"
    }

    /// On one line.
    ///
    /// - Parameter isFlow: whether the place is within brackets or braces, not behind a colon or a dash of a block.
    func line(_ value: EditedValue, style: YAMLScalar.Style = .plain, isFlow: Bool = false) -> String {
        value.isCollection ? flow(value) : scalar(value, style: style, isFlow: isFlow)
    }

    /// Whether a value can stand on one line behind the key that begins at a column.
    func fits(_ value: EditedValue, behind key: String, column: Int) -> Bool {
        !value.isCollection || value.isEmptyCollection
            || column + key.count + 2 + flow(value).count <= Self.width
    }

    /// An entry for a place among block entries; the names behind the first become mappings within each other.
    func blockEntry(_ names: [String], _ value: EditedValue, column: Int, keyStyle: YAMLScalar.Style) -> [String] {
        let indentation = String(repeating: " ", count: column)
        let key = key(names.first ?? "", style: keyStyle, isFlow: false)
        if names.count > 1 {
            let inner = blockEntry(Array(names.dropFirst()), value, column: column + step, keyStyle: .plain)
            return ["\(indentation)\(key):"] + inner
        }
        guard fits(value, behind: key, column: column) else {
            return ["\(indentation)\(key):"] + block(value, column: column + step, allBlocks: false)
        }
        return ["\(indentation)\(key): \(line(value))"]
    }

    /// A collection that is not empty, with a line for each of its parts.
    ///
    /// - Parameter allBlocks: whether the collections within it are blocks even where they fit on a line.
    func block(_ value: EditedValue, column: Int, allBlocks: Bool) -> [String] {
        let indentation = String(repeating: " ", count: column)
        func isBlock(_ value: EditedValue, behind key: String) -> Bool {
            !value.isEmptyCollection && value.isCollection
                && (allBlocks || !fits(value, behind: key, column: column))
        }
        switch value {
        case .sequence(let items):
            return items.flatMap { item in
                guard isBlock(item, behind: "-") else { return ["\(indentation)- \(line(item))"] }
                let lines = block(item, column: column + 2, allBlocks: allBlocks)
                return lines.prefix(1).map { "\(indentation)- \($0.dropFirst(column + 2))" } + lines.dropFirst()
            }
        case .mapping(let entries):
            return entries.flatMap { entry in
                let key = key(entry.name, isFlow: false)
                guard isBlock(entry.value, behind: key) else { return ["\(indentation)\(key): \(line(entry.value))"] }
                return ["\(indentation)\(key):"] + block(entry.value, column: column + step, allBlocks: allBlocks)
            }
        case .null, .bool, .integer, .decimal, .text:
            return [indentation + line(value)]
        }
    }

    private func key(_ name: String, style: YAMLScalar.Style = .plain, isFlow: Bool) -> String {
        YAMLScalarEncoder.text(name, style: style, isFlow: isFlow)
    }

    private func scalar(_ value: EditedValue, style: YAMLScalar.Style = .plain, isFlow: Bool) -> String {
        switch value {
        case .bool(let bool): bool ? "true" : "false"
        case .integer(let integer): "\(integer)"
        case .decimal(let decimal): YAMLScalarEncoder.decimal(decimal)
        case .text(let text): YAMLScalarEncoder.text(text, style: style, isFlow: isFlow)
        case .null, .sequence, .mapping: "null"
        }
    }
}

extension EditedValue {
    var isCollection: Bool {
        switch self {
        case .sequence, .mapping: true
        case .null, .bool, .integer, .decimal, .text: false
        }
    }

    var isEmptyCollection: Bool {
        switch self {
        case .sequence(let items): items.isEmpty
        case .mapping(let entries): entries.isEmpty
        case .null, .bool, .integer, .decimal, .text: false
        }
    }
}

extension [YAMLEntry] {
    /// The quotes that all of the keys have; plain if they differ or there are none.
    var keyStyle: YAMLScalar.Style {
        let styles = Set(map { $0.key.scalar?.style ?? .plain })
        return styles.count == 1 ? styles.first ?? .plain : .plain
    }
}
