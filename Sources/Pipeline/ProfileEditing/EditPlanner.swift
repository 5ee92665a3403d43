import Diagnostics
import SpannedYAML

/// Decides for a change where it is made, and refuses what would change another place.
struct EditPlanner {
    /// The text that a change is about, and the edits to try in this order.
    typealias Plan = (place: SourceSpan, edits: [TextEdit])

    let document: ProfileDocument
    let path: ProfilePath
    let route: Route

    private var layout: TextLayout { document.layout }

    // MARK: - Setting

    /// - Throws: `edit-alias`, `edit-impossible`.
    func edits(toSet value: EditedValue) throws(Findings) -> Plan {
        switch route.end {
        case .entry(let entry):
            guard entry.value.alias == nil else { throw Findings([.behindAlias(entry.value, key: entry.name)]) }
            try refuseShared(changing: route.mappings + [entry.value], removing: entry.value.range)
            return (entry.value.place, replacement(of: entry).edits(to: value))
        case .missing(let names):
            try refuseShared(changing: route.mappings)
            return insertion(of: names, value)
        case .withoutValue(let entry, let names):
            try refuseShared(changing: route.mappings + [entry.value], removing: entry.value.range)
            return (entry.span, [replacement(of: entry).edit(toEntries: names, value)])
        case .emptyDocument(let root, let names):
            return (document.source.span, [firstEntry(names, value, replacing: root)])
        case .blocked(let node, let key):
            throw Findings([.noMapping(node, key: key, path: path)])
        case .alias(let node, let key):
            throw Findings([.behindAlias(node, key: key)])
        }
    }

    private func insertion(of names: [String], _ value: EditedValue) -> Plan {
        guard let mapping = route.mappings.last else { preconditionFailure("a key is missing in a mapping") }
        let text = ValueText(step: document.step(in: mapping))
        let style = mapping.entries.keyStyle
        guard !mapping.isFlow else {
            let entry = text.flowEntry(names, value, keyStyle: style)
            return (mapping.place, [FlowMapping(mapping, in: layout).insertion(of: entry, step: text.step)])
        }
        let block = BlockMapping(mapping, in: layout)
        let lines = text.blockEntry(names, value, column: block.column, keyStyle: style)
        return (mapping.place, block.insertions(of: lines))
    }

    private func replacement(of entry: YAMLEntry) -> ValueReplacement {
        let mapping = route.mappings.last
        return ValueReplacement(
            layout: layout, entry: entry, head: ValueHead(of: entry, in: layout),
            column: mapping.map(document.column) ?? 0, isFlow: mapping?.isFlow ?? false,
            text: ValueText(step: document.step(in: mapping)))
    }

    /// At the end of a document that has no value, before `...`; or in the place of its `null`.
    private func firstEntry(_ names: [String], _ value: EditedValue, replacing root: YAMLNode?) -> TextEdit {
        let text = ValueText(step: document.step(in: nil))
        guard let root else {
            let lines = text.blockEntry(names, value, column: 0, keyStyle: .plain)
            return layout.inserting(lines, at: layout.endOfComments)
        }
        let start = root.range.lowerBound
        guard !layout.isFirstOnLine(start) else {
            let lines = text.blockEntry(names, value, column: layout.column(of: start), keyStyle: .plain)
            let range = layout.lineStart(of: start)..<root.range.upperBound
            return TextEdit().replacing(range, with: lines.joined(separator: layout.lineBreak(near: start)))
        }
        let lines = text.blockEntry(names, value, column: 0, keyStyle: .plain)
        return layout.inserting(lines, at: layout.nextLine(from: root.range.upperBound))
            .deleting(layout.beforeBlanks(endingAt: start)..<root.range.upperBound)
    }

    // MARK: - Unsetting

    /// - Throws: `nothing-to-unset`, `edit-alias`.
    func edits(toUnsetLeaving remainder: EmptiedMapping) throws(Findings) -> Plan {
        switch route.end {
        case .entry(let entry): return try removal(of: entry, leaving: remainder)
        case .alias(let node, let key): throw Findings([.behindAlias(node, key: key)])
        case .missing(let names):
            let mapping = route.mappings.last
            let nearest = NearestName.of(names.first ?? "", among: mapping?.entries.map(\.name) ?? [])
            throw nothing(at: route.entries.last?.key.place, nearest: nearest)
        case .withoutValue(let entry, _): throw nothing(at: entry.key.place)
        case .blocked(_, _): throw nothing(at: route.entries.last?.key.place)
        case .emptyDocument(_, _): throw nothing(at: nil)
        }
    }

    private func nothing(at place: SourceSpan?, nearest: String? = nil) -> Findings {
        let start = SourceSpan(document.source, at: layout.origin)
        return Findings([.nothingToUnset(path, at: place ?? start, nearest: nearest)])
    }

    private func removal(of entry: YAMLEntry, leaving remainder: EmptiedMapping) throws(Findings) -> Plan {
        guard let mapping = route.mappings.last else { preconditionFailure("an entry stands in a mapping") }
        guard !mapping.isFlow else {
            let flow = FlowMapping(mapping, in: layout)
            guard let index = flow.index(of: entry.name) else { preconditionFailure("the entry is in its mapping") }
            try refuseShared(changing: route.mappings, removing: flow.start(of: index)..<flow.end(of: index))
            return (entry.span, flow.removals(of: index))
        }
        let block = BlockMapping(mapping, in: layout)
        guard let index = block.index(of: entry.name) else { preconditionFailure("the entry is in its mapping") }
        try refuseShared(changing: route.mappings, removing: block.start(of: index)..<block.end(of: index))
        guard mapping.entries.count == 1 else { return (entry.span, block.removals(of: index)) }
        let head = route.entries.last.map { ValueHead(of: $0, in: layout) }
        return (entry.span, block.removalsOfOnly(head: head, leaving: remainder == .braces ? "{}" : ""))
    }

    // MARK: - Aliases

    /// - Throws: `edit-alias`.
    private func refuseShared(changing nodes: [YAMLNode], removing removed: Range<Int> = 0..<0) throws(Findings) {
        guard let conflict = SharedText(document.root).conflict(changing: nodes, removing: removed) else { return }
        throw Findings([.shared(path, target: conflict.target, alias: conflict.alias)])
    }
}

extension TextLayout {
    /// Where the first value goes in a text that has none: before `...`, else at the end.
    fileprivate var endOfComments: Int {
        var line = origin
        while line < bytes.count, !bytes[line...].starts(with: "...".utf8) { line = nextLine(from: line) }
        return line
    }
}
