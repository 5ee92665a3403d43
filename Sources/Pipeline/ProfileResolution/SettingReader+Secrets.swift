import Diagnostics
import OptionCatalogue
import SpannedYAML

extension SettingReader {
    /// `{env: NAME}` or `{file: PATH}`, as the words that the option's flag takes.
    mutating func secret(_ name: String, _ node: YAMLNode) -> [String]? {
        guard case .mapping(let entries) = node.content, entries.count == 1, let entry = entries.first,
            let type = Self.sources[entry.name]
        else { return refuseSecret(name, node) }
        let subject = ReadingSubject("secrets", .entry(name))
        guard entry.name == "env" else {
            guard case .text(let path) = value(subject, type, entry.value) else { return nil }
            return path.isEmpty ? refuseSource(subject, "a path", entry.value) : [name, "file:\(path)"]
        }
        guard entry.value.isText else { return refuseSource(subject, Self.variable, entry.value) }
        guard case .text(let variable) = value(subject, type, entry.value) else { return nil }
        return variable.isEnvironmentName
            ? [name, "env:\(variable)"] : refuseSource(subject, Self.variable, entry.value)
    }

    private static let variable = "the name of a variable"

    private mutating func refuseSource(_ subject: ReadingSubject, _ expectation: String, _ node: YAMLNode) -> [String]?
    {
        complain("wrong-value", subject.sentence(expectation, not: ProfileDocumentReader.shown(node)), node)
        return nil
    }

    private static let sources: [String: OptionType] = ["env": .text(metavar: "NAME"), "file": .path(metavar: "PATH")]

    /// What stands there may be the secret itself: neither the message nor the line that is shown repeats it.
    private mutating func refuseSecret(_ name: String, _ node: YAMLNode) -> [String]? {
        let isSingle = if case .scalar = node.content { true } else { false }
        findings.add(
            Diagnostic(
                "wrong-secret",
                "the secret '\(name)' takes where its value is, \(isSingle ? "not the value itself" : "in one of two ways")",
                at: node.place.masked, notes: ["a value that stands in a profile is no secret"],
                fix: "write {env: NAME} or {file: PATH}"))
        return nil
    }
}

extension SourceSpan {
    /// The same place in a text in which stars stand for the span's own bytes.
    fileprivate var masked: SourceSpan {
        var bytes = source.bytes
        for index in range where bytes[index] > UInt8(ascii: " ") { bytes[index] = UInt8(ascii: "*") }
        return SourceSpan(SourceText(name: source.name, bytes: bytes), range)
    }
}
