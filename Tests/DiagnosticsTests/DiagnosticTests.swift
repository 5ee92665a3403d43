import Diagnostics
import Testing

@Suite struct DiagnosticTests {
    @Test func `a finding shows id, message, place, notes and help`() {
        let finding = Diagnostic(
            "wrong-value", "'--port' takes a whole number from 1 to 65535, not '0'", place: "flag --port",
            notes: ["one", "two"], fix: "try 8000")
        #expect(
            finding.rendered(coloured: false) == """
                error[wrong-value]: '--port' takes a whole number from 1 to 65535, not '0'
                  --> flag --port
                   = note: one
                   = note: two
                   = help: try 8000
                """)
    }

    @Test func `colours surround the head alone`() {
        let finding = Diagnostic("id", "message", severity: .warning)
        #expect(finding.rendered(coloured: true) == "\u{1B}[1;33mwarning[id]\u{1B}[0m: message")
    }

    @Test func `an escape sequence in a value does not reach the terminal`() {
        let rendered = Diagnostic("id", "value '\u{1B}[2J' \u{9B}", notes: ["\u{7}"]).rendered(coloured: false)
        #expect(!rendered.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" || (0x7F...0x9F).contains($0.value) })
        #expect(rendered.contains("\\u{1B}[2J"))
    }

    @Test func `warnings alone do not stop anything`() throws {
        try Findings([Diagnostic("a", "b", severity: .warning)]).throwIfErrors()
        #expect(throws: Findings.self) { try Findings([Diagnostic("a", "b")]).throwIfErrors() }
    }

    @Test(arguments: [
        ("procesess", "processes"), ("prot", "port"), ("reload-on-change", "reload-on-changes"), ("treads", "threads"),
    ])
    func `a slip of the keyboard finds the name that was meant`(slip: String, meant: String) {
        #expect(NearestName.of(slip, among: ["port", "host", "processes", "reload-on-changes", "threads"]) == meant)
    }

    @Test func `a word that resembles nothing has no nearest name`() {
        #expect(NearestName.of("frobnicate", among: ["port", "host", "processes"]) == nil)
        #expect(NearestName.of("", among: ["port"]) == nil)
        #expect(NearestName.of(String(repeating: "a", count: 101), among: [String(repeating: "a", count: 100)]) == nil)
    }
}
