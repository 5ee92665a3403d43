import Diagnostics
import TestSupport
import Testing

/// A span over the first place where a word stands in a text.
private func span(_ word: String, in text: String, name: String = "expressway.yaml") throws -> SourceSpan {
    let source = SourceText(name: name, text)
    let bytes = Array(text.utf8)
    let start = try #require(bytes.indices.first { bytes[$0...].starts(with: word.utf8) })
    return SourceSpan(source, start..<(start + word.utf8.count))
}

private func rendered(_ word: String, in text: String, label: String? = nil) throws -> String {
    Diagnostic("id", "message", at: try span(word, in: text), label: label).rendered(coloured: false)
}

@Suite struct SnippetTests {
    @Test func `a finding in a file shows the line, carets and what stands behind them`() throws {
        let text = String(repeating: "#\n", count: 11) + "    procesess: 4\n"
        let finding = Diagnostic(
            "unknown-option", "no option 'procesess'", at: try span("procesess", in: text),
            label: "did you mean 'processes'?", notes: ["profile 'ci' is inherited by 'perf'"])
        #expect(
            finding.rendered(coloured: false) == """
                error[unknown-option]: no option 'procesess'
                  --> expressway.yaml:12:5
                   |
                12 |     procesess: 4
                   |     ^^^^^^^^^ did you mean 'processes'?
                   = note: profile 'ci' is inherited by 'perf'
                """)
    }

    @Test func `related places are shown below, underlined with dashes, also from other files`() throws {
        let finding = Diagnostic(
            "conflict", "two ports", at: try span("8000", in: "port: 8000"), label: "this one",
            related: [
                Diagnostic.Related(try span("9000", in: "a:\n  port: 9000\n", name: "base.yaml"), "and that one"),
                Diagnostic.Related(try span("port", in: String(repeating: "\n", count: 1233) + "port:"), "far below"),
            ], fix: "remove one")
        #expect(
            finding.rendered(coloured: false) == """
                error[conflict]: two ports
                    --> expressway.yaml:1:7
                     |
                   1 | port: 8000
                     |       ^^^^ this one
                     |
                    ::: base.yaml:2:9
                     |
                   2 |   port: 9000
                     |         ---- and that one
                     |
                    ::: expressway.yaml:1234:1
                     |
                1234 | port:
                     | ---- far below
                     = help: remove one
                """)
    }

    @Test func `a span over several lines is underlined to the end of its first`() throws {
        #expect(
            try rendered("b: 1\n  c: 2", in: "a:\n  b: 1\n  c: 2\n") == """
                error[id]: message
                  --> expressway.yaml:2:3
                   |
                 2 |   b: 1
                   |   ^^^^
                """)
    }

    @Test func `an empty span has one caret, even behind the last line`() throws {
        #expect(
            Diagnostic("id", "message", at: SourceSpan(SourceText(name: "a.yaml", "port:\n"), at: 5), label: "here")
                .rendered(coloured: false) == """
                    error[id]: message
                      --> a.yaml:1:6
                       |
                     1 | port:
                       |      ^ here
                    """)
        #expect(
            Diagnostic("id", "message", at: SourceSpan(SourceText(name: "a.yaml", "port:\n"), at: 6))
                .rendered(coloured: false) == """
                    error[id]: message
                      --> a.yaml:2:1
                       |
                     2 |
                       | ^
                    """)
    }

    @Test(arguments: [
        ("日本: x", 7), ("a\tx", 6), ("é: x", 4), ("e\u{301}: x", 4), ("🚗🚗: x", 7), ("👩‍💻: x", 5), ("❤️: x", 5),
        ("ﾊﾝ: x", 5),
        ("\u{1B}x", 7), ("\u{202E}x", 9), ("🇩🇪: x", 5),
    ])
    func `carets stand under their text, whatever stands before it`(line: String, column: Int) throws {
        let lines = try rendered("x", in: line, label: "here").split(separator: "\n")
        #expect(lines.last == "   | \(String(repeating: " ", count: column - 1))^ here")
    }

    @Test func `wide characters get two carets each`() throws {
        #expect(try rendered("日本🚗", in: "a: 日本🚗").hasSuffix("   |    ^^^^^^"))
    }

    @Test func `nothing in a line can command the terminal or turn its text around`() throws {
        let shown = try rendered("x", in: "\u{1B}[2J\u{9B}\u{7}\u{202E}\u{2066}\u{2028}\0x")
        #expect(
            shown.hasSuffix(
                "\\u{1B}[2J\\u{9B}\\u{7}\\u{202E}\\u{2066}\\u{2028}\\u{0}x\n   | \(String(repeating: " ", count: 49))^")
        )
    }

    @Test func `a long line is cut around the span`() throws {
        let long = String(repeating: "before ", count: 100_000)
        #expect(
            try rendered("here", in: "\(long)here\(long)", label: "label") == """
                error[id]: message
                  --> expressway.yaml:1:700001
                   |
                 1 | …fore before before before before before here\("before " * 13)befor…
                   |                                          ^^^^ label
                """)
        #expect(
            try rendered("here" * 100, in: "a\(long)\("here" * 100)b").hasSuffix(
                "\("here" * 15)…\n   |  \(" " * 40)\("^" * 60)"))
    }

    @Test func `a line of a mebibyte is shown at once`() throws {
        let text = String(repeating: "日", count: 350_000)
        let source = SourceText(name: "a", text)
        let span = SourceSpan(source, 600_000..<600_003)
        let time = processorTime {
            #expect(Diagnostic("id", "message", at: span).rendered(coloured: false).utf8.count < 1000)
        }
        #expect(time < .seconds(1))
    }

    @Test func `colours surround head and underlines alone`() throws {
        let finding = Diagnostic(
            "id", "message", severity: .warning, at: try span("8000", in: "port: 8000"), label: "label")
        #expect(
            finding.rendered(coloured: true) == """
                \u{1B}[1;33mwarning[id]\u{1B}[0m: message
                  --> expressway.yaml:1:7
                   |
                 1 | port: 8000
                   |       \u{1B}[1;33m^^^^ label\u{1B}[0m
                """)
    }
}

private func * (text: String, count: Int) -> String {
    String(repeating: text, count: count)
}
