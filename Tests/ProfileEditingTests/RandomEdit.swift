import Diagnostics
import ProfileEditing
import SpannedYAML
import TestSupport

/// A file, a place in it and a value, made from a seed.
struct RandomEdit {
    let seed: UInt64
    let text: String
    /// Whether the file is such that some changes may be refused.
    let isShaken: Bool
    let root: YAMLNode?
    let path: ProfilePath
    let value: EditedValue
    private var choices: RandomChoices
    private var hostile: HostileText

    /// - Returns: nil if the file cannot be read, or holds no keys.
    init?(seed: UInt64) {
        let file = RandomProfileFile(seed: seed)
        self.seed = seed
        text = file.text
        isShaken = file.isShaken
        choices = RandomChoices(seed: seed &+ 1 << 32)
        hostile = HostileText(seed: seed)
        do throws(Findings) {
            root = try YAMLReader.read(SourceText(name: "seed-\(seed).yaml", text))
        } catch {
            return nil
        }
        guard root.map(Self.canHoldKeys) ?? true, let path = ProfilePath(Self.names(in: root, &choices)) else {
            return nil
        }
        self.path = path
        value = Self.value(&choices, &hostile, depth: 0)
    }

    /// The names of keys on a random way down, and behind them sometimes those of keys that are not there.
    private static func names(in root: YAMLNode?, _ choices: inout RandomChoices) -> [String] {
        var names: [String] = []
        var node = root
        while case .mapping(let entries) = node?.content, !entries.isEmpty, choices.chance(85) {
            let entry = choices.pick(entries)
            names.append(entry.name)
            node = entry.value
            guard Self.canHoldKeys(entry.value) else { return names }
        }
        let isLeaf = choices.chance(20) && !names.isEmpty
        if !isLeaf { names.append(choices.pick(["new", "new", "new key", "no", "\u{1}", "a: b", "#"])) }
        while choices.chance(15) { names.append("newer") }
        return names
    }

    private static func canHoldKeys(_ node: YAMLNode) -> Bool {
        switch node.content {
        case .scalar(let scalar): scalar.core == .null
        case .sequence: false
        case .mapping: true
        }
    }

    private static func value(_ choices: inout RandomChoices, _ hostile: inout HostileText, depth: Int) -> EditedValue {
        switch choices.number(0...(depth < 3 ? 13 : 9)) {
        case 0: return .null
        case 1: return .bool(choices.chance(50))
        case 2: return .integer(choices.pick([0, 1, 2, -5, .max, .min]))
        case 3: return .decimal(choices.pick([0.5, 1, -1e300, 1e-9, .infinity, -.infinity, .nan]))
        case 4:
            return .text(
                choices.pick(["word", "no", "1_000", "08:30", "", " ", "a\nb", "a\nb\n", "x\n", "# c", "a: b"]))
        case 5...9: return .text(hostile.next(pieces: choices.number(1...6)))
        case 10...11:
            let count = choices.number(0...4)
            return .sequence((0..<count).map { _ in value(&choices, &hostile, depth: depth + 1) })
        default:
            let count = choices.number(0...4)
            return .mapping(
                (0..<count).map { number in
                    .init("\(hostile.next(pieces: 1))\(number)", value(&choices, &hostile, depth: depth + 1))
                })
        }
    }

    /// What stands where the mapping around the place should be.
    enum Parent {
        case mapping
        /// Nothing: an empty document, or a key without a value.
        case nothing
        /// A null that is written out, a key without colon, or more than one mapping is missing.
        case somethingElse
    }

    var parent: Parent {
        guard let root else { return path.parents.isEmpty ? .nothing : .somethingElse }
        guard let node = root.value(at: path.parents[...]) else { return .somethingElse }
        switch node.content {
        case .mapping: return .mapping
        case .sequence: return .somethingElse
        case .scalar: return node.place.isEmpty && !isInBraces && hasColon(node) ? .nothing : .somethingElse
        }
    }

    /// `? a` has none.
    private func hasColon(_ node: YAMLNode) -> Bool {
        text.utf8.prefix(node.place.range.lowerBound).last == UInt8(ascii: ":")
    }

    /// Whether the mapping around the mapping is in braces: then nothing becomes braces.
    private var isInBraces: Bool {
        root?.value(at: path.parents.dropLast())?.isFlow ?? false
    }

    var isNew: Bool {
        root?.value(at: path.names[...]) == nil
    }
}

extension YAMLNode {
    func value(at names: ArraySlice<String>) -> YAMLNode? {
        guard let name = names.first else { return self }
        guard case .mapping(let entries) = content else { return nil }
        return entries.first { $0.name == name }?.value.value(at: names.dropFirst())
    }
}

extension EditedValue {
    /// What a node says.
    init(_ node: YAMLNode) {
        switch node.content {
        case .scalar(let scalar):
            switch scalar.core {
            case .null: self = .null
            case .bool(let bool): self = .bool(bool)
            case .integer(let integer): self = .integer(integer)
            case .float(let float): self = .decimal(float)
            case .text: self = .text(scalar.text)
            }
        case .sequence(let items): self = .sequence(items.map { EditedValue($0) })
        case .mapping(let entries): self = .mapping(entries.map { .init($0.name, EditedValue($0.value)) })
        }
    }
}
