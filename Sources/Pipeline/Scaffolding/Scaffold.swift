public import Diagnostics

/// The files that a template makes of answers.
public struct Scaffold: Sendable {
    /// One file of the project.
    public struct File: Sendable, Equatable {
        /// From the project's directory, with slashes.
        public let path: String
        public let bytes: [UInt8]
        public let mode: Template.Mode

        /// - Parameter path: from the project's directory, with slashes.
        public init(path: String, bytes: [UInt8], mode: Template.Mode) {
            self.path = path
            self.bytes = bytes
            self.mode = mode
        }
    }

    /// Sorted by path.
    public let files: [File]
    /// The commands to print at the end.
    public let next: [String]

    /// - Parameters:
    ///   - files: those below the template's `files`.
    ///   - answers: by the questions' names; what is not answered has its default.
    ///   - values: what every template can use.
    /// - Throws: everything that is wrong with the template's texts and names, or with the answers.
    public static func render(
        _ template: Template, files: [Template.File], answers: [String: String], values: [BuiltInValue: String]
    ) throws(Findings) -> Scaffold {
        var rendering = Rendering(template, answers, values)
        for file in files.sorted(by: { $0.path < $1.path }) { rendering.add(file) }
        let next = rendering.lines()
        rendering.check(files)
        try rendering.findings.throwIfErrors()
        return Scaffold(files: rendering.made.sorted { $0.path < $1.path }, next: next)
    }

    /// The same with further files.
    public func adding(_ more: [File]) -> Scaffold {
        Scaffold(files: (files + more).sorted { $0.path < $1.path }, next: next)
    }

    /// All questions with their answers, in the template's order.
    ///
    /// - Throws: a finding for an answer that no question has, or that a question does not allow.
    public static func complete(_ answers: [String: String], for template: Template) throws(Findings)
        -> [(name: String, answer: String)]
    {
        var findings = Findings()
        let names = template.questions.map(\.name)
        for name in answers.keys.sorted() where !names.contains(name) {
            let near = NearestName.of(name, among: names).map { "did you mean '\($0)'?" }
            let all = names.isEmpty ? "it asks nothing" : "it asks \(names.map { "'\($0)'" }.joined(separator: ", "))"
            findings.add(
                Diagnostic(
                    "unknown-question", "the template has no question '\(name)'", place: "--set", fix: near ?? all))
        }
        for question in template.questions {
            guard let answer = answers[question.name], let problem = problem(of: answer, for: question) else {
                continue
            }
            findings.add(problem)
        }
        try findings.throwIfErrors()
        return template.questions.map { ($0.name, answers[$0.name] ?? $0.standard) }
    }

    /// - Returns: what is wrong with an answer; nil: nothing.
    public static func problem(of answer: String, for question: Template.Question) -> Diagnostic? {
        if !question.choices.isEmpty {
            guard !question.choices.contains(answer) else { return nil }
            return Diagnostic(
                "not-a-choice", "'\(answer)' is no answer to '\(question.name)'", place: "--set",
                fix: "it is one of: \(question.choices.joined(separator: ", "))")
        }
        guard !Answer.isAllowed(answer) else { return nil }
        return Diagnostic(
            "answer-text", "'\(answer)' cannot be the answer to '\(question.name)'", place: "--set",
            fix: "use letters, digits, spaces and . , - _ / @ : + alone")
    }
}

/// One run over the files of a template.
private struct Rendering {
    let template: Template
    let answers: [String: String]
    var placeholders: Placeholders
    var secretive: Placeholders
    var made: [Scaffold.File] = []
    var findings = Findings()
    /// The first template file for each path of the project.
    var origins: [String: String] = [:]

    init(_ template: Template, _ answers: [String: String], _ values: [BuiltInValue: String]) {
        self.template = template
        var all = Dictionary(
            uniqueKeysWithValues: template.questions.map { ($0.name, answers[$0.name] ?? $0.standard) })
        self.answers = all
        for (name, value) in values { all[name.rawValue] = value }
        secretive = Placeholders(all)
        placeholders = Placeholders(all)
        placeholders.forbidden = [
            BuiltInValue.secretKey.rawValue: "only a file of mode 'private' may hold it, and no file's name"
        ]
    }

    mutating func add(_ file: Template.File) {
        let rule = template.rules[file.path]
        let mode = rule?.mode ?? .ordinary
        // Also what is left out is checked, so that a mistake shows whatever is answered.
        let bytes = Self.isText(file.text) ? render(file.text, mode) : file.text.bytes
        let place = rule?.span ?? SourceSpan(file.text, at: 0)
        let name = SourceText(name: file.text.name, rule?.target ?? file.path)
        let path = String(decoding: placeholders.replace(in: name.span), as: UTF8.self)
        if let problem = ScaffoldPath.problem(of: path) {
            findings.add(Diagnostic("template-path", "the path '\(path)' \(problem)", at: place))
            return
        }
        guard rule?.conditions.allSatisfy({ answers[$0.question] == $0.answer }) ?? true else { return }
        if let first = origins[path] {
            findings.add(
                Diagnostic("same-path", "'\(path)' is made twice", at: place, notes: ["the other one is '\(first)'"]))
            return
        }
        origins[path] = file.path
        made.append(Scaffold.File(path: path, bytes: bytes, mode: mode))
    }

    private mutating func render(_ text: SourceText, _ mode: Template.Mode) -> [UInt8] {
        switch mode {
        case .private: secretive.replace(in: text.span)
        case .ordinary, .program: placeholders.replace(in: text.span)
        }
    }

    mutating func lines() -> [String] {
        zip(template.next, template.nextTexts).map { span, text in
            // An alias or quotes make the text differ from its place; its place is the line all the same.
            let source = span.text == text ? span : SourceText(name: span.source.name, text).span
            return String(decoding: placeholders.replace(in: source), as: UTF8.self)
        }
    }

    /// What has to hold for the template as a whole.
    mutating func check(_ files: [Template.File]) {
        findings.add(placeholders.findings)
        findings.add(secretive.findings)
        let paths = Set(files.map(\.path))
        for (path, rule) in template.rules.sorted(by: { $0.key < $1.key }) where !paths.contains(path) {
            let near = NearestName.of(path, among: paths.sorted())
            findings.add(
                Diagnostic(
                    "no-template-file", "the template has no file '\(path)'", at: rule.span,
                    label: near.map { "did you mean '\($0)'?" }))
        }
        let conditions = template.rules.values.flatMap { $0.conditions.map(\.question) }
        let used = placeholders.used.union(secretive.used).union(conditions)
        for question in template.questions where !used.contains(question.name) {
            findings.add(
                Diagnostic(
                    "unused-question", "nothing uses the answer to '\(question.name)'", at: question.span,
                    fix: "use [[\(question.name)]] or a condition, or do not ask"))
        }
        // A folder cannot be a file as well.
        for path in origins.keys.sorted() {
            let parents = path.split(separator: "/").indices.dropFirst().map {
                path.split(separator: "/")[..<$0].joined(separator: "/")
            }
            for parent in parents where origins[parent] != nil {
                findings.add(
                    Diagnostic("same-path", "'\(parent)' is a file, and '\(path)' needs it as a directory"))
            }
        }
    }

    private static func isText(_ text: SourceText) -> Bool {
        !text.bytes.contains(0) && String(validating: text.bytes, as: UTF8.self) != nil
    }
}
