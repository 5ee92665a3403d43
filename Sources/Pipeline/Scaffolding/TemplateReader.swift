public import Diagnostics
import SpannedYAML

/// Reads `template.yaml`.
public struct TemplateReader {
    private var findings = Findings()
    private let source: SourceText

    /// - Throws: everything that is wrong with the description.
    public static func read(_ source: SourceText) throws(Findings) -> Template {
        guard let root = try YAMLReader.read(source) else {
            throw Findings([Diagnostic("empty-template", "there is nothing in it", at: source.span)])
        }
        var reader = TemplateReader(source: source)
        let template = reader.template(root)
        try reader.findings.throwIfErrors()
        return template
    }

    private init(source: SourceText) {
        self.source = source
    }

    private mutating func template(_ root: YAMLNode) -> Template {
        let keys = fields(of: root, ["version", "description", "questions", "files", "next"], "a template")
        if let version = keys["version"], text(version) != "1" {
            add("template-version", "this Expressway reads version 1 of templates", version)
        }
        for name in ["version", "description", "next"] where keys[name] == nil {
            findings.add(
                Diagnostic(
                    "missing-key", "'\(name)' is missing", at: SourceSpan(source, at: source.byteOrderMarkLength)))
        }
        let questions = keys["questions"].map { entries(of: $0).map { question($0) } } ?? []
        if questions.count > Template.mostQuestions, let node = keys["questions"] {
            add("too-many-questions", "a template asks \(Template.mostQuestions) questions at the most", node)
        }
        let rules = keys["files"].map { entries(of: $0).map { ($0.name, rule($0, questions)) } } ?? []
        let next = keys["next"].map { lines(of: $0) } ?? []
        return Template(
            summary: keys["description"].map { text($0) } ?? "", questions: questions,
            rules: Dictionary(rules) { first, _ in first }, next: next.map(\.span), nextTexts: next.map { text($0) })
    }

    private mutating func question(_ entry: YAMLEntry) -> Template.Question {
        if !Self.isName(entry.name) || BuiltInValue(rawValue: entry.name) != nil {
            add("question-name", "'\(entry.name)' cannot be the name of a question", entry.key)
        }
        let keys = fields(of: entry.value, ["ask", "choices", "default"], "a question")
        for name in ["ask", "default"] where keys[name] == nil {
            add("missing-key", "question '\(entry.name)' has no '\(name)'", entry.key)
        }
        let choices = keys["choices"].map { lines(of: $0) } ?? []
        let standard = keys["default"].map { text($0) } ?? ""
        if let node = keys["default"], !choices.isEmpty, !choices.contains(where: { text($0) == standard }) {
            add("not-a-choice", "'\(standard)' is none of the choices", node)
        }
        for node in choices + [keys["default"]].compactMap({ $0 }) where !Answer.isAllowed(text(node)) {
            add("answer-text", "an answer may hold letters, digits, spaces and . , - _ / @ : + alone", node)
        }
        return Template.Question(
            name: entry.name, text: keys["ask"].map { text($0) } ?? "", choices: choices.map { text($0) },
            standard: standard, span: entry.key.span)
    }

    private mutating func rule(_ entry: YAMLEntry, _ questions: [Template.Question]) -> Template.FileRule {
        let keys = fields(of: entry.value, ["to", "mode", "when"], "a file")
        var mode = Template.Mode.ordinary
        if let node = keys["mode"] {
            if let known = Template.Mode(rawValue: text(node)) {
                mode = known
            } else {
                add("unknown-mode", "a file is ordinary, private or program, not '\(text(node))'", node)
            }
        }
        let conditions = keys["when"].map { entries(of: $0).compactMap { condition($0, questions) } } ?? []
        return Template.FileRule(
            target: keys["to"].map { text($0) }, mode: mode, conditions: conditions, span: entry.key.span)
    }

    private mutating func condition(_ entry: YAMLEntry, _ questions: [Template.Question]) -> Template.Condition? {
        guard let question = questions.first(where: { $0.name == entry.name }) else {
            let near = NearestName.of(entry.name, among: questions.map(\.name))
            findings.add(
                Diagnostic(
                    "unknown-question", "there is no question '\(entry.name)'", at: entry.key.span,
                    label: near.map { "did you mean '\($0)'?" }))
            return nil
        }
        let answer = text(entry.value)
        if !question.choices.isEmpty, !question.choices.contains(answer) {
            add("not-a-choice", "'\(answer)' is no answer to '\(question.name)'", entry.value)
        }
        return Template.Condition(question: entry.name, answer: answer, span: entry.key.span)
    }
}

extension TemplateReader {
    private mutating func add(_ id: String, _ message: String, _ node: YAMLNode) {
        findings.add(Diagnostic(id, message, at: node.place))
    }

    private mutating func entries(of node: YAMLNode) -> [YAMLEntry] {
        guard case .mapping(let entries) = node.content else {
            add("not-a-mapping", "names with values were expected here", node)
            return []
        }
        return entries
    }

    private mutating func lines(of node: YAMLNode) -> [YAMLNode] {
        guard case .sequence(let nodes) = node.content else {
            add("not-a-list", "a list was expected here", node)
            return []
        }
        return nodes
    }

    private mutating func text(_ node: YAMLNode) -> String {
        guard case .scalar(let scalar) = node.content else {
            add("not-a-text", "a text was expected here", node)
            return ""
        }
        return scalar.text
    }

    private mutating func fields(of node: YAMLNode, _ known: [String], _ whose: String) -> [String: YAMLNode] {
        var result: [String: YAMLNode] = [:]
        for entry in entries(of: node) {
            guard known.contains(entry.name) else {
                let near = NearestName.of(entry.name, among: known)
                findings.add(
                    Diagnostic(
                        "unknown-key", "\(whose) has no '\(entry.name)'", at: entry.key.span,
                        label: near.map { "did you mean '\($0)'?" }))
                continue
            }
            result[entry.name] = entry.value
        }
        return result
    }

    private static func isName(_ text: String) -> Bool {
        text.utf8.first.map { $0 >= UInt8(ascii: "a") } == true
            && text.utf8.allSatisfy {
                switch $0 {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
                    true
                default: false
                }
            }
    }
}
