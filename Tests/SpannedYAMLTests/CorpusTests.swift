import Diagnostics
import SpannedYAML
import TestSupport
import Testing

@Suite struct CorpusTests {
    @Test(arguments: (ReadableTexts.all + RefusedTexts.all).map(\.name))
    func `every text of the corpus reads as it did`(name: String) throws {
        let texts = (ReadableTexts.all + RefusedTexts.all).first { $0.name == name }?.texts ?? []
        let readings = texts.map { "\(Self.shown($0))\n~~~\n\(Outline.of($0))\n" }
        try Snapshot.expect(readings.joined(separator: "\n=====\n"), matches: "\(name).txt")
    }

    @Test(arguments: ReadableTexts.all.flatMap(\.texts))
    func `what can be read has no findings`(text: String) throws {
        _ = try YAMLReader.read(SourceText(name: "a.yaml", text))
    }

    @Test(arguments: RefusedTexts.all.flatMap(\.texts))
    func `what is refused has findings with a place and a message of their own`(text: String) {
        #expect {
            try YAMLReader.read(SourceText(name: "a.yaml", text))
        } throws: { error in
            let findings = (error as? Findings)?.all ?? []
            return findings.allSatisfy { $0.span != nil && !$0.message.contains("this is no YAML") }
        }
    }

    /// The text with its invisible characters made visible; a long one is cut.
    private static func shown(_ text: String) -> String {
        let visible = text.unicodeScalars.map { scalar in
            switch scalar {
            case "\n": "\n"
            case "\r": "␍"
            case "\t": "␉"
            default: String(scalar).withoutControlCharacters
            }
        }.joined()
        return visible.count > 200 ? visible.prefix(200) + "…" : visible
    }
}
