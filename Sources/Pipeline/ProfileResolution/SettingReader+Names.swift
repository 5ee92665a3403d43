import Diagnostics
import OptionCatalogue
import SpannedYAML

extension SettingReader {
    /// Options whose names become names of variables of a process.
    static let variableNames: Set<OptionName> = ["environment", "secrets"]

    /// Whether a mapping can have an entry of this name; adds a finding if not.
    mutating func isName(_ option: OptionDetails, _ type: OptionType, _ entry: YAMLEntry) -> Bool {
        let before = findings.all.count
        check(entry.name, ReadingSubject(option.name, .key), type, entry.key)
        return findings.all.count == before
    }

    private mutating func check(_ name: String, _ subject: ReadingSubject, _ type: OptionType, _ key: YAMLNode) {
        if let control = ControlCharacter(in: name) {
            return complain("control-character", "\(subject.value) holds \(control)", key)
        }
        if interpolation != nil, name.unicodeScalars.holdVariable {
            return complain(
                "wrong-variable", "'\(name)': names hold no variables", key, fix: "put the variable into the value")
        }
        if Self.variableNames.contains(subject.option), !name.isEnvironmentName {
            return complain(
                "variable-name", "'\(name)' is no name of a variable: a letter or '_', then letters, digits or '_'", key
            )
        }
        // As it is written: two ways to write a number would be two names.
        guard case .integer(let range, _) = type else { return }
        if Int(name).map({ range.contains($0) && String($0) == name }) ?? false { return }
        complain("wrong-value", subject.sentence(type.expectation, not: "'\(name)'"), key)
    }
}

extension String {
    /// Source: POSIX.1-2024, 3.216 Name: what a shell can export.
    var isEnvironmentName: Bool {
        guard let first = unicodeScalars.first, first.isASCIILetter || first == "_" else { return false }
        return unicodeScalars.allSatisfy { $0.isASCIILetter || $0.isASCIIDigit || $0 == "_" }
    }
}

extension String.UnicodeScalarView {
    /// Whether `${` is in it.
    var holdVariable: Bool {
        zip(self, dropFirst()).contains { $0 == "$" && $1 == "{" }
    }
}
