import Diagnostics
import Glibc
import Scaffolding

/// What a template wants to know: from flags, else from whoever sits at the terminal, else the default.
struct ScaffoldQuestions {
    let given: [String: String]
    private let asks: Bool

    /// - Parameter asks: whether a terminal may be asked.
    init(given: [String: String], asks: Bool) {
        self.given = given
        self.asks = asks && isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1
    }

    /// - Parameter words: `name=value`.
    /// - Throws: findings for words that are none, and for a name that is there twice.
    static func answers(_ words: [String]) throws(Findings) -> [String: String] {
        var result: [String: String] = [:]
        var findings = Findings()
        for word in words {
            let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            guard parts.count == 2, !parts[0].isEmpty else {
                findings.add(
                    Diagnostic("answer", "'\(word)' is no answer", place: "--set", fix: "write --set name=value"))
                continue
            }
            if result.updateValue(parts[1], forKey: parts[0]) != nil {
                findings.add(Diagnostic("answer", "'\(parts[0])' is answered twice", place: "--set"))
            }
        }
        try findings.throwIfErrors()
        return result
    }

    /// Which of the templates.
    func template(among names: [String]) throws(Diagnostic) -> String {
        let standard = "minimal"
        guard asks else { return standard }
        return try ask("Which template? (\(names.joined(separator: ", ")))", standard) { answer in
            names.contains(answer) ? nil : "it is one of: \(names.joined(separator: ", "))"
        }
    }

    /// All questions of a template with their answers.
    func ask(_ template: Template) throws -> [(name: String, answer: String)] {
        var answers = given
        _ = try Scaffold.complete(given, for: template)
        if asks {
            for question in template.questions where answers[question.name] == nil {
                let choices = question.choices.isEmpty ? "" : " (\(question.choices.joined(separator: ", ")))"
                answers[question.name] = try ask(question.text + choices, question.standard) { answer in
                    Scaffold.problem(of: answer, for: question).map { $0.fix ?? $0.message }
                }
            }
        }
        return try Scaffold.complete(answers, for: template)
    }

    private func ask(_ text: String, _ standard: String, problem: (String) -> String?) throws(Diagnostic) -> String {
        while true {
            Terminal.write("\(text) [\(standard)] ", to: STDOUT_FILENO)
            guard let line = readLine() else {
                throw Diagnostic("no-answer", "the questions were not answered; nothing was written")
            }
            let answer = line.isEmpty ? standard : line
            guard let problem = problem(answer) else { return answer }
            Terminal.print(problem)
        }
    }
}
