import Diagnostics
import OptionCatalogue
import SpannedYAML
import SystemPackage

/// Reads what a profile says of an option: the option's type says what the text means.
struct SettingReader {
    enum Origin {
        case profile(String)
        case variable(String)
    }

    let origin: Origin
    /// Absolute; relative paths start here.
    let directory: String
    /// Nil: a dollar sign is a dollar sign.
    let interpolation: Interpolation?
    var findings = Findings()

    init(_ origin: Origin, directory: String, interpolation: Interpolation?) {
        self.origin = origin
        self.directory = directory
        self.interpolation = interpolation
    }

    /// Everything that a profile itself says, without what it inherits.
    mutating func layer(_ settings: [ProfileSetting]) -> Layer {
        var layer = Layer()
        for setting in settings {
            guard let change = change(setting.option, setting.entry.value) else { continue }
            layer.add(setting.option, change, provenance(setting.entry.span))
        }
        return layer
    }

    func provenance(_ span: SourceSpan) -> Provenance {
        switch origin {
        case .profile(let name): .profile(ProfilePlace(span, profile: name, directory: directory))
        case .variable(let name): .variable(name)
        }
    }

    /// - Returns: nil after a finding.
    mutating func change(_ option: OptionDetails, _ node: YAMLNode) -> SettingChange? {
        if case .scalar(let scalar) = node.content, scalar.core == .null { return .reset }
        switch option.type {
        case .list(let elements) where option.name == "secrets":
            return mapping(option, elements, node) { reader, name, value in reader.secret(name, value) }
        case .list(let elements) where option.type.isMapping:
            return mapping(option, elements, node) { reader, name, value in
                reader.pair(option, elements, name, value)
            }
        case .list(let elements):
            return elements.first.flatMap { list(option, $0, node) }
        case .toggle, .integer, .decimal, .text, .path, .choice:
            return value(ReadingSubject(option.name), option.type, node).map { .value($0) }
        }
    }

    mutating func complain(
        _ id: String, _ message: String, _ node: YAMLNode, label: String? = nil, notes: [String] = [],
        fix: String? = nil
    ) {
        findings.add(Diagnostic(id, message, at: node.place, label: label, notes: notes, fix: fix))
    }
}
