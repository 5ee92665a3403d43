import Diagnostics
import OptionCatalogue
import SpannedYAML
import SystemPackage

extension SettingReader {
    /// A single value as its type reads it; nil after a finding.
    mutating func value(_ name: OptionName, _ type: OptionType, _ node: YAMLNode) -> OptionValue? {
        guard case .scalar(let scalar) = node.content else {
            complain("wrong-type", "'\(name)' takes \(type.inWords), not \(ProfileDocumentReader.shown(node))", node)
            return nil
        }
        guard let interpolation, Interpolation.concerns(scalar.text) else { return written(name, type, scalar, node) }
        do throws(Interpolation.Problem) {
            return read(name, type, try interpolation.expand(scalar.text), node)
        } catch {
            findings.add(Self.finding(error, node))
            return nil
        }
    }

    /// YAML tells numbers from text by their quotes; a variable's value has none.
    private mutating func written(_ name: OptionName, _ type: OptionType, _ scalar: YAMLScalar, _ node: YAMLNode)
        -> OptionValue?
    {
        switch (type, scalar.core) {
        case (.integer, .integer), (.decimal, .integer), (.decimal, .float): break
        case (.integer(let range, _), .float(let number)):
            guard let whole = Int(exactly: number), range.contains(whole) else { break }
            return .integer(whole)
        case (.integer, _), (.decimal, _):
            let isQuoted = Double(scalar.text) != nil && scalar.style != .plain
            complain(
                "wrong-type", "'\(name)' takes \(type.inWords), not \(isQuoted ? "text" : "'\(scalar.text)'")", node,
                fix: isQuoted ? "take the quotes away" : nil)
            return nil
        case (.toggle, .integer), (.toggle, .float):
            complain("wrong-type", "'\(name)' is true or false, not '\(scalar.text)'", node)
            return nil
        case (.toggle, _), (.text, _), (.path, _), (.choice, _), (.list, _): break
        }
        if case .integer(let number) = scalar.core, type.isNumber { return read(name, type, String(number), node) }
        if case .float(let number) = scalar.core, type.isNumber { return read(name, type, String(number), node) }
        return read(name, type, scalar.text, node)
    }

    private mutating func read(_ name: OptionName, _ type: OptionType, _ text: String, _ node: YAMLNode) -> OptionValue?
    {
        do throws(Diagnostic) {
            let value = try type.read([text], for: name, place: "")
            guard case .path = type, case .text(let path) = value else { return value }
            return absolute(path, node).map { .text($0) }
        } catch {
            // Keys have no dashes.
            let message = error.message.replacing(name.flag, with: name.text)
            findings.add(Diagnostic(error.id, message, at: node.place, notes: error.notes, fix: error.fix))
            return nil
        }
    }

    private mutating func absolute(_ path: String, _ node: YAMLNode) -> String? {
        if path == "~" || path.hasPrefix("~/") {
            complain(
                "home-directory", "'~' is nothing but a character here: no shell reads a profile", node,
                fix: "write ${HOME}\(path.dropFirst())")
            return nil
        }
        guard !path.isEmpty else { return path }
        return FilePath(directory).pushing(FilePath(path)).lexicallyNormalized().string
    }

    private static func finding(_ problem: Interpolation.Problem, _ node: YAMLNode) -> Diagnostic {
        switch problem {
        case .unset(let name):
            Diagnostic(
                "unset-variable", "the variable '\(name)' is not set", at: node.part("${\(name)"),
                fix: "export it, or give a default: ${\(name):-…}")
        case .required(let name, let message):
            Diagnostic(
                "unset-variable", "the variable '\(name)' is not set\(message.isEmpty ? "" : ": \(message)")",
                at: node.part("${\(name)"))
        case .malformed(let text):
            Diagnostic(
                "wrong-variable", "'\(text)' is no variable", at: node.part(String(text.prefix { $0 != "\n" })),
                fix: "write ${NAME}, ${NAME:-default} or ${NAME:?message}; a dollar sign that is meant is $$")
        case .tooDeep:
            Diagnostic("too-deep", "the defaults of variables stand within each other too deeply", at: node.place)
        }
    }
}

extension YAMLNode {
    /// Where a piece of the value stands as it is written; the whole value where escapes hide it.
    fileprivate func part(_ text: String) -> SourceSpan {
        let bytes = place.source.bytes[place.range]
        guard let range = bytes.firstRange(of: Array(text.utf8)) else { return place }
        guard text.hasPrefix("${"), let end = bytes[range.upperBound...].firstIndex(of: UInt8(ascii: "}")) else {
            return SourceSpan(place.source, range)
        }
        return SourceSpan(place.source, range.lowerBound..<max(end + 1, range.upperBound))
    }
}

extension OptionType {
    fileprivate var isNumber: Bool {
        switch self {
        case .integer, .decimal: true
        case .toggle, .text, .path, .choice, .list: false
        }
    }

    /// What it takes, for a sentence.
    var inWords: String {
        switch self {
        case .toggle: "true or false"
        case .integer: "a whole number"
        case .decimal: "a number"
        case .text: "text"
        case .path: "a path"
        case .choice(let choices): "one of \(choices.joined(separator: ", "))"
        case .list: isMapping ? "a mapping" : "a list"
        }
    }
}
