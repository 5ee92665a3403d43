import PathPatterns
import TestSupport
import Testing

/// Git itself is the oracle.
@Suite struct GitIgnoreRulesTests {
    private static let names = ["a", "b", "ab", "a.py", "b.html", "#a", "!b", "a b", "a ", "é", "[a]", ".x"]
    private static let pieces = [
        "a", "b", "ab", "*", "**", "?", "*.py", "[ab]", "[!a]", "*a*", "a.py", "\\#a", "\\!b", "!b", "#a", "a b",
        "a\\ ",
        "a ", "é", "\\[a\\]", ".x", "\\*",
    ]

    @Test(arguments: 1...300)
    func `random rules ignore what Git ignores`(seed: UInt64) throws {
        var random = SeededNumbers(seed: seed)
        let text = (0..<Int.random(in: 1...5, using: &random)).map { _ in Self.line(&random) }.joined(
            separator: Bool.random(using: &random) ? "\n" : "\r\n")
        let paths = (0..<60).map { _ in
            (0..<Int.random(in: 1...4, using: &random)).map { _ in Self.names.randomElement(using: &random) ?? "" }
        }
        let rules = GitIgnoreRules(text)
        let expected = try Self.ignoredByGit(paths, text)
        for (path, isIgnored) in zip(paths, expected) {
            // No path of these exists: Git takes it for a file, and all before its last name for directories.
            let ours =
                (1..<path.count).contains { rules.ignores(Array(path.prefix($0)), isDirectory: true) == true }
                || rules.ignores(path, isDirectory: false) == true
            #expect(ours == isIgnored, "\(path.joined(separator: "/")) with \(text.debugDescription)")
        }
    }

    /// Source: gitignore(5). Not compared: Git before 2.41 looks at the wrong sign before such stars.
    @Test func `stars beside other signs are one star`() {
        let rules = GitIgnoreRules("/a**/b")
        #expect(rules.ignores(["ax", "b"], isDirectory: false) == true)
        #expect(rules.ignores(["a", "x", "b"], isDirectory: false) == nil)
    }

    @Test func `a comment, an empty line and a mark at the beginning are no rules`() {
        #expect(GitIgnoreRules("\u{FEFF}# a\n\n   \n/\n").isEmpty)
    }

    private static func line(_ random: inout SeededNumbers) -> String {
        let path = (0..<Int.random(in: 1...3, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }
        return (Int.random(in: 0..<4, using: &random) == 0 ? "!" : "")
            + (Int.random(in: 0..<4, using: &random) == 0 ? "/" : "") + path.joined(separator: "/")
            + (Int.random(in: 0..<4, using: &random) == 0 ? "/" : "")
    }

    private static func ignoredByGit(_ paths: [[String]], _ text: String) throws -> [Bool] {
        let scratch = try ScratchDirectory()
        _ = try scratch.write(text, to: ".gitignore")
        let git = ["git", "-C", scratch.path, "-c", "core.excludesFile=/dev/null", "-c", "core.quotePath=false"]
        _ = try Program.run("/usr/bin/env", git + ["init", "-q"])
        let answer = try Program.run(
            "/usr/bin/env", git + ["check-ignore", "--no-index", "--"] + paths.map { $0.joined(separator: "/") })
        let ignored = Set(answer.output.split(separator: "\n").map(String.init))
        return paths.map { ignored.contains($0.joined(separator: "/")) }
    }
}
