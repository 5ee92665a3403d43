import Diagnostics
import OptionCatalogue
import SpannedYAML

extension SettingReader {
    /// A single value as its type reads it; nil after a finding.
    mutating func value(_ subject: ReadingSubject, _ type: OptionType, _ node: YAMLNode) -> OptionValue? {
        guard case .scalar(let scalar) = node.content, scalar.core != .null else {
            complain(
                "wrong-type", subject.sentence(type.expectationInProfile, not: ProfileDocumentReader.shown(node)), node)
            return nil
        }
        guard let interpolation, Interpolation.concerns(scalar.text) else {
            return written(subject, type, scalar.text, scalar, node)
        }
        // Before variables are in: a file is right or wrong whatever their values.
        guard isPrintable(scalar.text, subject, node), let text = expanded(scalar.text, interpolation, node) else {
            return nil
        }
        return text.hasVariables
            ? read(subject, type, text.value, node) : written(subject, type, text.value, scalar, node)
    }

    private mutating func expanded(_ text: String, _ interpolation: Interpolation, _ node: YAMLNode)
        -> (value: String, hasVariables: Bool)?
    {
        do throws(Interpolation.Problem) {
            let parts = try InterpolatedText(text)
            do throws(Interpolation.Problems) {
                return (try interpolation.expand(parts), parts.hasVariables)
            } catch {
                for problem in error.all { findings.add(.interpolation(problem, in: node)) }
            }
        } catch {
            findings.add(.interpolation(error, in: node))
        }
        return nil
    }

    /// YAML tells numbers and truth values from text by their quotes; a variable's value has none.
    ///
    /// - Parameter text: the scalar's, with one dollar sign for two.
    private mutating func written(
        _ subject: ReadingSubject, _ type: OptionType, _ text: String, _ scalar: YAMLScalar, _ node: YAMLNode
    ) -> OptionValue? {
        switch (type, scalar.core) {
        case (.toggle, .integer), (.toggle, .float): return refuseToggle(subject, scalar.text, node)
        case (.toggle, _): return Toggle.flag(scalar).map { .toggle($0) } ?? refuseToggle(subject, scalar.text, node)
        case (.integer(let range, _), .integer(let number)) where range.contains(number): return .integer(number)
        case (.integer(let range, _), .float(let number)):
            guard let whole = Int(exactly: number), range.contains(whole) else {
                return refuse(subject, type, "'\(scalar.text)'", node)
            }
            return .integer(whole)
        case (.decimal(let range, _), .integer(let number)) where range.contains(Double(number)):
            return .decimal(Double(number))
        case (.decimal(let range, _), .float(let number)) where range.contains(number): return .decimal(number)
        case (.integer, .text), (.decimal, .text): return refuseText(subject, type, scalar, node)
        case (.integer, _), (.decimal, _): return refuse(subject, type, "'\(scalar.text)'", node)
        case (.text, _), (.path, _), (.list, _): return read(subject, type, text, node)
        case (.choice, .text): return read(subject, type, scalar.text, node)
        case (.choice, _): return refuse(subject, type, "'\(scalar.text)'", node)
        }
    }

    private mutating func refuseToggle(_ subject: ReadingSubject, _ text: String, _ node: YAMLNode) -> OptionValue? {
        refuse(subject, .toggle, "'\(text)'", node, fix: ["0": "write false", "1": "write true"][text])
    }

    private mutating func refuseText(
        _ subject: ReadingSubject, _ type: OptionType, _ scalar: YAMLScalar, _ node: YAMLNode
    )
        -> OptionValue?
    {
        let text = scalar.text.withoutTrailingBreaks
        guard scalar.style != .plain, Double(text) != nil else { return refuse(subject, type, "'\(text)'", node) }
        let fix = node.blockSign != nil ? "write the number behind the colon" : "take the quotes away"
        return refuse(subject, type, "text", node, fix: fix)
    }

    private mutating func refuse(
        _ subject: ReadingSubject, _ type: OptionType, _ shown: String, _ node: YAMLNode, label: String? = nil,
        fix: String? = nil
    ) -> OptionValue? {
        complain(
            "wrong-value", subject.sentence(type.expectationInProfile, not: shown), node, label: label, fix: fix)
        return nil
    }

    /// As on a command line.
    private mutating func read(_ subject: ReadingSubject, _ type: OptionType, _ text: String, _ node: YAMLNode)
        -> OptionValue?
    {
        guard isPrintable(text, subject, node) else { return nil }
        do throws(Diagnostic) {
            let value = try type.read([text], for: subject.option, place: "")
            guard case .path = type, case .text(let path) = value else { return value }
            return absolute(path, node).map { .text($0) }
        } catch {
            let near =
                if case .choice(let choices) = type { NearestName.of(text, among: choices) } else { String?.none }
            return refuse(subject, type, "'\(text)'", node, label: near.map { "did you mean '\($0)'?" })
        }
    }

    private mutating func isPrintable(_ text: String, _ subject: ReadingSubject, _ node: YAMLNode) -> Bool {
        guard let control = ControlCharacter(in: text) else { return true }
        let sign = ControlCharacter(in: text.withoutTrailingBreaks) == nil ? node.blockSign : nil
        complain(
            "control-character", "\(subject.value) holds \(control)", node,
            fix: sign.map { "write '\($0)-' in place of '\($0)': it leaves out the line break at the end" }
                ?? "take it out of '\(text)'")
        return false
    }

    private mutating func absolute(_ path: String, _ node: YAMLNode) -> String? {
        if path == "~" || path.utf8.starts(with: "~/".utf8) {
            complain(
                "home-directory", "'~' is nothing but a character here: no shell reads a profile", node,
                fix: "write ${HOME}\(path.dropFirst())")
            return nil
        }
        return RelativePath.absolute(path, from: directory)
    }
}

extension YAMLNode {
    /// What begins a text of several lines, if it is one.
    fileprivate var blockSign: String? {
        guard case .scalar(let scalar) = content else { return nil }
        return switch scalar.style {
        case .literal: "|"
        case .folded: ">"
        case .plain, .singleQuoted, .doubleQuoted: nil
        }
    }
}

extension String {
    fileprivate var withoutTrailingBreaks: String {
        var scalars = unicodeScalars
        while scalars.last == "\n" { scalars.removeLast() }
        return String(scalars)
    }
}
