import SpannedYAML

/// The way of a path through a document, as far as it goes.
struct Route {
    enum End {
        /// The path's own key is there.
        case entry(YAMLEntry)
        /// The innermost mapping has no key of the first of these names.
        case missing([String])
        /// A key has no value where a mapping is needed for these names.
        case withoutValue(YAMLEntry, [String])
        /// The document is empty, or `null`.
        case emptyDocument(YAMLNode?, [String])
        /// Something stands where a mapping is needed, under the key of this name; nil for the document itself.
        case blocked(YAMLNode, key: String?)
        /// An alias stands where a mapping would have to be changed.
        case alias(YAMLNode, key: String)
    }

    /// The mappings on the way, the document's own first.
    private(set) var mappings: [YAMLNode] = []
    /// The keys under which the mappings were found, none for the document's own.
    private(set) var entries: [YAMLEntry] = []
    let end: End

    init(_ path: ProfilePath, in document: ProfileDocument) {
        let names = path.names
        guard var node = document.root, !node.isNull else {
            end = .emptyDocument(document.root, names)
            return
        }
        for (depth, name) in names.enumerated() {
            guard node.isMapping else {
                end = .blocked(node, key: entries.last?.name)
                return
            }
            mappings.append(node)
            guard let entry = node.entries.first(where: { $0.name == name }) else {
                end = .missing(Array(names[depth...]))
                return
            }
            guard depth < names.count - 1 else {
                end = .entry(entry)
                return
            }
            guard entry.value.alias == nil else {
                end = .alias(entry.value, key: name)
                return
            }
            guard !entry.value.isNull else {
                end = .withoutValue(entry, Array(names[(depth + 1)...]))
                return
            }
            entries.append(entry)
            node = entry.value
        }
        preconditionFailure("a path has at least one name")
    }
}
