import Diagnostics
import ProfileEditing
import SpannedYAML

/// What a document says, without how it is written.
indirect enum Tree: Equatable {
    case null
    case bool(Bool)
    /// `5` and `5.0` are one number.
    case number(Double)
    case text([UInt8])
    case list([Tree])
    case map([String: Tree])

    init(_ text: String) throws(Findings) {
        let root = try YAMLReader.read(SourceText(name: "a.yaml", text))
        self = root.map { Tree($0) } ?? .null
    }

    init(_ node: YAMLNode) {
        switch node.content {
        case .scalar(let scalar): self = Tree(scalar)
        case .sequence(let items): self = .list(items.map { Tree($0) })
        case .mapping(let entries):
            self = .map(Dictionary(uniqueKeysWithValues: entries.map { ($0.name, Tree($0.value)) }))
        }
    }

    private init(_ scalar: YAMLScalar) {
        switch scalar.core {
        case .null: self = .null
        case .bool(let bool): self = .bool(bool)
        case .integer(let integer): self = .number(Double(integer))
        case .float(let float): self = float.isNaN ? .text(Array(".nan".utf8)) : .number(float)
        case .text: self = .text(Array(scalar.text.utf8))
        }
    }

    init(_ value: EditedValue) {
        switch value {
        case .null: self = .null
        case .bool(let bool): self = .bool(bool)
        case .integer(let integer): self = .number(Double(integer))
        case .decimal(let decimal): self = decimal.isNaN ? .text(Array(".nan".utf8)) : .number(decimal)
        case .text(let text): self = .text(Array(text.utf8))
        case .sequence(let items): self = .list(items.map { Tree($0) })
        case .mapping(let entries):
            self = .map(Dictionary(uniqueKeysWithValues: entries.map { ($0.name, Tree($0.value)) }))
        }
    }

    /// The tree with another value at a path.
    func setting(_ names: ArraySlice<String>, to value: Tree) -> Tree {
        guard let name = names.first else { return value }
        var entries = entries
        entries[name] = (entries[name] ?? .null).setting(names.dropFirst(), to: value)
        return .map(entries)
    }

    /// The tree without the key at a path.
    func unsetting(_ names: ArraySlice<String>) -> Tree {
        guard let name = names.first else { return self }
        var entries = entries
        entries[name] = names.count == 1 ? nil : entries[name]?.unsetting(names.dropFirst())
        return .map(entries)
    }

    /// The tree in which a mapping without keys is nothing, and a key without value is not there.
    var pruned: Tree {
        guard case .map(let entries) = self else { return self }
        let kept = entries.mapValues(\.pruned).filter { $0.value != .null }
        return kept.isEmpty ? .null : .map(kept)
    }

    func at(_ names: ArraySlice<String>) -> Tree? {
        guard let name = names.first else { return self }
        return entries[name]?.at(names.dropFirst())
    }

    private var entries: [String: Tree] {
        guard case .map(let entries) = self else { return [:] }
        return entries
    }
}
