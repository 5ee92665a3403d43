import Diagnostics
import Testing

@Suite struct SourceSpanTests {
    @Test(arguments: ["a\nbc\nd", "a\r\nbc\r\nd", "a\rbc\rd"])
    func `lines end with LF, CR LF or CR`(text: String) {
        let source = SourceText(name: "a.yaml", text)
        let places = source.bytes.indices.filter { ![10, 13].contains(source.bytes[$0]) }
            .map { SourceSpan(source, at: $0).description }
        #expect(places == ["a.yaml:1:1", "a.yaml:2:1", "a.yaml:2:2", "a.yaml:3:1"])
    }

    @Test func `columns count characters as a reader sees them`() {
        let source = SourceText(name: "a", "日👩‍💻e\u{301}\tx")
        let start = source.bytes.count - 1
        #expect(SourceSpan(source, start..<(start + 1)).start.column == 5)
        #expect(source.span.end.column == 6)
    }

    @Test func `a byte order mark is in no column`() {
        let source = SourceText(name: "a", "\u{FEFF}port: 1")
        #expect(SourceSpan(source, 3..<7).description == "a:1:1")
        #expect(SourceSpan(source, 0..<7).description == "a:1:1")
        #expect(
            Diagnostic("id", "m", at: SourceSpan(source, 0..<7)).rendered(coloured: false).hasSuffix(
                "1 | port: 1\n   | ^^^^"))
    }

    @Test func `a place behind the last line break is on the next line`() {
        let source = SourceText(name: "a", "port: 1\n")
        #expect(source.span.end == SourceSpan(source, at: 8).start)
        #expect(source.span.end.line == 2)
        #expect(SourceSpan(SourceText(name: "a", ""), at: 0).description == "a:1:1")
    }

    @Test func `what lies outside of the text is cut off`() {
        let source = SourceText(name: "a", "port")
        #expect(SourceSpan(source, 2..<99).text == "rt")
        #expect(SourceSpan(source, 50..<99).range == 4..<4)
    }

    @Test func `spans are equal by name and range, texts by name and bytes`() {
        #expect(SourceSpan(SourceText(name: "a", "one"), 0..<1) == SourceSpan(SourceText(name: "a", "two"), 0..<1))
        #expect(SourceSpan(SourceText(name: "a", "one"), 0..<1) != SourceSpan(SourceText(name: "b", "one"), 0..<1))
        #expect(SourceText(name: "a", "one") == SourceText(name: "a", bytes: Array("one".utf8)))
        #expect(SourceText(name: "a", "one") != SourceText(name: "a", "two"))
    }

    @Test func `bytes that are no UTF-8 are shown as replacement characters`() {
        let source = SourceText(name: "a", bytes: [0x61, 0xFF, 0x62])
        #expect(
            Diagnostic("id", "m", at: SourceSpan(source, 2..<3)).rendered(coloured: false).hasSuffix(
                "a\u{FFFD}b\n   |   ^"))
    }
}
