import Diagnostics
import SpannedYAML
import TestSupport
import Testing

@Suite struct LimitTests {
    /// The ids of what is found; empty if the text can be read.
    private func findings(in text: String) -> [String] {
        findings(in: Array(text.utf8))
    }

    private func findings(in bytes: [UInt8]) -> [String] {
        do throws(Findings) {
            _ = try YAMLReader.read(SourceText(name: "a.yaml", bytes: bytes))
            return []
        } catch {
            return error.all.map(\.id)
        }
    }

    private func filled(with text: String) -> [UInt8] {
        Array(String(repeating: text, count: 1024 * 1024 / text.utf8.count).utf8)
    }

    @Test func `1 MiB is read, one byte more is not`() {
        let text = "a: " + String(repeating: "x", count: 1024 * 1024 - 3)
        #expect(findings(in: text) == [])
        #expect(findings(in: text + "x") == ["too-large"])
    }

    @Test func `64 collections within each other are read, one more is not`() {
        #expect(findings(in: String(repeating: "[", count: 64) + String(repeating: "]", count: 64)) == [])
        #expect(findings(in: String(repeating: "[", count: 65) + String(repeating: "]", count: 65)) == ["too-deep"])
        #expect(findings(in: String(repeating: "- ", count: 64) + "a") == [])
        #expect(findings(in: String(repeating: "- ", count: 65) + "a") == ["too-deep"])
        #expect(
            findings(
                in: "a: &x [[]]\nb: " + String(repeating: "[", count: 61) + "*x" + String(repeating: "]", count: 61))
                == [])
        #expect(
            findings(
                in: "a: &x [[]]\nb: " + String(repeating: "[", count: 62) + "*x" + String(repeating: "]", count: 62))
                == ["too-deep"])
    }

    @Test func `50,000 nodes are read, one more is not`() {
        #expect(findings(in: "[" + String(repeating: "a,", count: 49_999) + "]") == [])
        #expect(findings(in: "[" + String(repeating: "a,", count: 50_000) + "]") == ["too-many-nodes"])
    }

    @Test func `1,000 aliases are read, one more is not`() {
        #expect(findings(in: "- &a b\n" + String(repeating: "- *a\n", count: 1000)) == [])
        #expect(findings(in: "- &a b\n" + String(repeating: "- *a\n", count: 1001)) == ["too-many-aliases"])
    }

    @Test func `100 findings are enough`() {
        #expect(findings(in: String(repeating: "a: 1\n", count: 1000)).count == 100)
        #expect(findings(in: "[" + String(repeating: "!t a, ", count: 1000) + "]").count == 100)
    }

    @Test func `a bomb of aliases does not go off`() {
        var text = "a0: &a0 lol\n"
        for level in 1...9 {
            text += "a\(level): &a\(level) [\(Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", "))]\n"
        }
        #expect(findings(in: text) == ["too-many-nodes"])
    }

    @Test func `white space without end is refused`() {
        #expect(findings(in: "a:" + String(repeating: " ", count: 4096) + "b") == [])
        #expect(findings(in: "a:" + String(repeating: " ", count: 4097) + "b") == ["too-much-white-space"])
        #expect(findings(in: "a: b" + String(repeating: "\n", count: 4097)) == ["too-much-white-space"])
    }

    /// In a release build each takes a few hundredths of a second; the limit is for what grows with the square of the length.
    @Test(arguments: [
        "[", "{", "\"", "'", "- ", "? ", "&a ", "*a", "!", "|", ">", "#", "a: ", "\t", " ", "\n", "\\", "%", "a\n",
        "a: b\n", "- |\n", "[a: ", "{? ", "&a [", "é",
        "a b ", "a\n\n", "%TAG !a! b\n", "---\n", "...\n", "!a ", "- &a\n", ", ", "\"\\", "[[],", "[*a,", "\r", "? a\n",
        "- - - a\n", "\"\n\"\n",
    ])
    func `a mebibyte of anything ends soon`(text: String) {
        let bytes = filled(with: text)
        let duration = processorTime { _ = findings(in: bytes) }
        #expect(duration < .seconds(3))
    }

    /// libyaml clears its buffers for white space at every word.
    @Test(arguments: [
        ("a", " ", "b "), ("\"a", " ", "b "), ("|\n a", "\n", " a\n"), (">\n a", "\n", " a\n"), ("a", "\n", "b\n\n"),
        ("\"a", "\n", "b\n\n"),
    ])
    func `white space at its limit before many words ends soon`(start: String, space: String, word: String) {
        let head = start + String(repeating: space, count: 4000)
        let bytes = Array(head.utf8) + filled(with: word).dropFirst(head.utf8.count)
        let duration = processorTime { _ = findings(in: bytes) }
        #expect(duration < .seconds(3))
    }

    @Test func `the search for the anchor that was meant ends soon`() {
        let long = String(repeating: "a", count: 400_000)
        let many = (0..<20_000).map { "- &anchor-\($0) b\n" }.joined() + (0..<200).map { "- *anchr-\($0)\n" }.joined()
        for text in ["- &\(long) b\n- *\(long)a\n", many] {
            var found: [String] = []
            let duration = processorTime { found = findings(in: text) }
            #expect(Set(found) == ["unknown-anchor"] && duration < .seconds(3))
        }
    }

    @Test func `100,000 brackets and dashes end at once`() {
        for text in ["[", "- ", "{a: ", "? ", "[a: "] {
            var found: [String] = []
            let text = String(repeating: text, count: 100_000)
            let duration = processorTime { found = findings(in: text) }
            #expect(found == ["too-deep"] && duration < .seconds(1))
        }
    }
}
