import Diagnostics
import OptionCatalogue
import SpannedYAML
import SystemPackage

extension SettingReader {
    private static let listEdits = ["append", "prepend", "remove"]

    /// A list, one value in its place, or `{append:, prepend:, remove:}`.
    mutating func list(_ option: OptionDetails, _ element: OptionType, _ node: YAMLNode) -> SettingChange? {
        guard case .mapping(let entries) = node.content else {
            return elements(option, element, node).map { .list($0) }
        }
        var steps: [ListEdit] = []
        var isSound = true
        // What is taken out comes first, wherever it stands.
        let order = ["remove": 0, "prepend": 1, "append": 2]
        for entry in entries.sorted(by: { order[$0.name] ?? 3 < order[$1.name] ?? 3 }) {
            guard order[entry.name] != nil else {
                let near = NearestName.of(entry.name, among: Self.listEdits)
                complain(
                    "unknown-key",
                    "'\(option.name)' is a list, or has append, prepend and remove, but no '\(entry.name)'",
                    entry.key, label: near.map { "did you mean '\($0)'?" })
                isSound = false
                continue
            }
            guard let elements = elements(option, element, entry.value) else {
                isSound = false
                continue
            }
            switch entry.name {
            case "remove": steps.append(.remove(elements.map(\.words)))
            case "prepend": steps.append(.prepend(elements))
            default: steps.append(.append(elements))
            }
        }
        return isSound ? .edits(steps) : nil
    }

    /// Nil after a finding.
    private mutating func elements(_ option: OptionDetails, _ element: OptionType, _ node: YAMLNode) -> [ListElement]? {
        let nodes = if case .sequence(let nodes) = node.content { nodes } else { [node] }
        var result: [ListElement] = []
        for node in nodes {
            guard let text = elementText(option, element, node) else { continue }
            result.append(ListElement([text], provenance(node.place)))
        }
        return result.count == nodes.count ? result : nil
    }

    private mutating func elementText(_ option: OptionDetails, _ element: OptionType, _ node: YAMLNode) -> String? {
        if case .scalar(let scalar) = node.content, scalar.core == .null {
            complain("wrong-type", "an element of '\(option.name)' is \(element.inWords), not nothing", node)
            return nil
        }
        switch value(option.name, element, node) {
        case .text(let text): return text
        case .integer(let number): return String(number)
        case .decimal(let number): return String(number)
        case .toggle, .list, nil: return nil
        }
    }

    /// Names and what belongs to them; `null` takes an inherited name out.
    mutating func mapping(
        _ option: OptionDetails, _ elements: [OptionType], _ node: YAMLNode,
        value: (inout SettingReader, String, YAMLNode) -> [String]?
    ) -> SettingChange? {
        guard case .mapping(let entries) = node.content else {
            complain(
                "wrong-type",
                "'\(option.name)' takes a mapping (\(option.type.metavars.joined(separator: ": "))), not \(ProfileDocumentReader.shown(node))",
                node)
            return nil
        }
        var steps: [ListEdit] = []
        for entry in entries {
            guard let name = elements.first.flatMap({ key(option, $0, entry.key) }) else { continue }
            if case .scalar(let scalar) = entry.value.content, scalar.core == .null {
                steps.append(.drop(name))
            } else if let words = value(&self, name, entry.value) {
                steps.append(.put(ListElement(words, provenance(entry.span))))
            }
        }
        return steps.count == entries.count ? .edits(steps) : nil
    }

    /// A key is never changed by variables.
    private mutating func key(_ option: OptionDetails, _ type: OptionType, _ node: YAMLNode) -> String? {
        guard case .scalar(let scalar) = node.content else { return nil }
        do throws(Diagnostic) {
            _ = try type.read([scalar.text], for: option.name, place: "")
            return scalar.text
        } catch {
            let message = error.message.replacing(option.name.flag, with: option.name.text)
            findings.add(Diagnostic(error.id, message, at: node.place, notes: error.notes, fix: error.fix))
            return nil
        }
    }

    mutating func words(_ option: OptionDetails, _ elements: [OptionType], _ name: String, _ node: YAMLNode)
        -> [String]?
    {
        guard elements.count == 2 else { return nil }
        return elementText(option, elements[1], node).map { [name, $0] }
    }

    /// `{env: NAME}` or `{file: PATH}`, as the words that the option's flag takes.
    mutating func secret(_ name: String, _ node: YAMLNode) -> [String]? {
        guard case .mapping(let entries) = node.content, entries.count == 1, let entry = entries.first,
            ["env", "file"].contains(entry.name)
        else {
            // In words: the line itself would show what may be the value.
            findings.add(
                Diagnostic(
                    "wrong-secret", "the secret '\(name)' takes where its value is", place: node.place.description,
                    notes: ["a value that stands in a profile is no secret"],
                    fix: "write {env: NAME} or {file: PATH}"))
            return nil
        }
        let type: OptionType = entry.name == "file" ? .path(metavar: "PATH") : .text(metavar: "NAME")
        guard case .text(let source) = value("secrets", type, entry.value) else { return nil }
        return [name, "\(entry.name):\(source)"]
    }
}
