import Diagnostics
import OptionCatalogue
import SpannedYAML

extension SettingReader {
    private static let listEdits = ["append", "prepend", "remove"]

    /// A list, one value in its place, or `{append:, prepend:, remove:}`.
    mutating func list(_ option: OptionDetails, _ element: OptionType, _ node: YAMLNode) -> SettingChange? {
        guard case .mapping(let entries) = node.content else {
            return elements(option, element, node).map { .list($0) }
        }
        var steps: [String: ListEdit] = [:]
        for entry in entries {
            guard Self.listEdits.contains(entry.name) else {
                complainOfEdit(option, entry)
                continue
            }
            guard let elements = elements(option, element, entry.value) else { continue }
            switch entry.name {
            case "remove": steps[entry.name] = .remove(elements.map(\.words))
            case "prepend": steps[entry.name] = .prepend(elements)
            default: steps[entry.name] = .append(elements)
            }
        }
        // What is taken out comes first, wherever it stands.
        return steps.count == entries.count ? .edits(["remove", "prepend", "append"].compactMap { steps[$0] }) : nil
    }

    private mutating func complainOfEdit(_ option: OptionDetails, _ entry: YAMLEntry) {
        let near = NearestName.of(entry.name, among: Self.listEdits)
        complain(
            "unknown-key", "'\(option.name)' is a list, or has append, prepend and remove, but no '\(entry.name)'",
            entry.key, label: near.map { "did you mean '\($0)'?" })
    }

    /// Nil after a finding.
    private mutating func elements(_ option: OptionDetails, _ element: OptionType, _ node: YAMLNode) -> [ListElement]? {
        let nodes = if case .sequence(let nodes) = node.content { nodes } else { [node] }
        guard isShort(option, nodes.count, node) else { return nil }
        var result: [ListElement] = []
        for node in nodes {
            guard let text = text(ReadingSubject(option.name, .element), element, node) else { continue }
            result.append(ListElement([text], provenance(node.place)))
        }
        return result.count == nodes.count ? result : nil
    }

    private mutating func isShort(_ option: OptionDetails, _ count: Int, _ node: YAMLNode) -> Bool {
        guard count > SettingChange.mostElements else { return true }
        complain(
            "too-many-elements",
            "'\(option.name)' takes \(SettingChange.mostElements) elements at the most, not \(count)", node)
        return false
    }

    private mutating func text(_ subject: ReadingSubject, _ type: OptionType, _ node: YAMLNode) -> String? {
        switch value(subject, type, node) {
        case .text(let text): text
        case .integer(let number): String(number)
        case .decimal(let number): String(number)
        case .toggle, .list, nil: nil
        }
    }

    /// Names and what belongs to them; `null` takes an inherited name out.
    mutating func mapping(
        _ option: OptionDetails, _ elements: [OptionType], _ node: YAMLNode,
        value: (inout SettingReader, String, YAMLNode) -> [String]?
    ) -> SettingChange? {
        guard case .mapping(let entries) = node.content else {
            let pattern = option.type.metavars.joined(separator: ": ")
            complain(
                "wrong-type", "'\(option.name)' takes a mapping, not \(ProfileDocumentReader.shown(node))", node,
                fix: "write {\(option.name == "secrets" ? "NAME: {env: VARIABLE}" : pattern)}")
            return nil
        }
        guard isShort(option, entries.count, node) else { return nil }
        var steps: [ListEdit] = []
        for entry in entries {
            guard let type = elements.first, isName(option, type, entry) else { continue }
            if case .scalar(let scalar) = entry.value.content, scalar.core == .null {
                steps.append(.drop(entry.name))
            } else if let words = value(&self, entry.name, entry.value) {
                steps.append(.put(ListElement(words, provenance(entry.span))))
            }
        }
        return steps.count == entries.count ? .edits(steps) : nil
    }

    mutating func pair(_ option: OptionDetails, _ elements: [OptionType], _ name: String, _ node: YAMLNode) -> [String]?
    {
        guard elements.count == 2 else { return nil }
        return text(ReadingSubject(option.name, .entry(name)), elements[1], node).map { [name, $0] }
    }
}
