import Diagnostics

/// A collection that has begun and not ended yet.
struct Frame {
    enum Kind {
        case sequence([YAMLNode])
        case mapping(Pairs)

        /// Takes the next child.
        ///
        /// - Returns: what is wrong with it as a key.
        mutating func take(_ node: YAMLNode) -> Diagnostic? {
            switch self {
            case .sequence(var items):
                self = .sequence([])  // lets go of its share, or the array would be copied for every child
                items.append(node)
                self = .sequence(items)
                return nil
            case .mapping(var pairs):
                self = .sequence([])
                let finding = pairs.take(node)
                self = .mapping(pairs)
                return finding
            }
        }
    }

    enum Layout {
        case block
        /// `[…]` or `{…}`
        case brackets
        /// The mapping of one entry in `[key: value]`.
        case pair
    }

    var kind: Kind
    let layout: Layout
    let anchor: String?
    let start: Int
    /// Where its last child ends so far.
    var end: Int
    /// How many nodes it has, itself included.
    var size = 1
    /// How many collections lie within each other in it, itself included.
    var height = 1
}

/// The entries of a mapping so far, and the key that waits for its value.
struct Pairs {
    enum Next {
        case key
        /// The key is nil if it was refused: then its value is dropped.
        case value(key: YAMLNode?, keyEnd: Int)
    }

    private(set) var entries: [YAMLEntry] = []
    var next = Next.key
    /// Kept only when there are many: for a few it is quicker to look at each.
    private var places: [String: Int] = [:]

    func first(named name: String) -> YAMLEntry? {
        places.isEmpty ? entries.first { $0.name == name } : places[name].map { entries[$0] }
    }

    mutating func append(_ entry: YAMLEntry) {
        entries.append(entry)
        guard entries.count > 8 else { return }
        if places.isEmpty {
            places = Dictionary(entries.enumerated().map { ($1.name, $0) }) { first, _ in first }
        } else {
            places[entry.name] = entries.count - 1
        }
    }
}
