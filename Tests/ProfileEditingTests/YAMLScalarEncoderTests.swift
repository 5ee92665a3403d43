import Diagnostics
import Foundation
import ProfileEditing
import SpannedYAML
import TestSupport
import Testing

@Suite struct YAMLScalarEncoderTests {
    private static let styles: [YAMLScalar.Style] = [.plain, .singleQuoted, .doubleQuoted, .literal, .folded]

    /// Words that some reader takes for something else, and what breaks careless quoting.
    private static let texts: [String] = {
        let words = [
            "", " ", "  x", "x  ", "~", "null", "Null", "NULL", "yes", "No", "ON", "off", "y", "N", "True", "false",
            "<<", "=",
            "1", "-1", "+1", "1_000", "1,000", "0x1F", "0o17", "017", "0b101", "08:30", "190:20:30", "1.5", ".5", "5.",
            "1e3",
            "1e+3", ".inf", "-.INF", ".NaN", "+.inf", "2001-12-14", "2001-12-14 21:59:43.10 -5", "127.0.0.1", "-", "?",
            ":", "---", "...", "- x", "? x", ": x", "a: b", "a:", "a #b", "#a", "a#b", "&a", "*a", "!a", "|", ">", "'",
            "\"", "%a",
            "@a", "`a", "[a", "{a", "a, b", "a]", "a}", "a?b", "http://x:80/#a", "it's", "\"x\"", "C:\\dir", "a\nb",
            "\n", "a\r\nb",
            "\ta", "a\tb", "\0", "\u{1B}[31m", "\u{7F}", "\u{85}", "\u{A0}", "\u{2028}", "\u{FEFF}a", "a\u{202E}b",
            "\u{FFFF}", "👩‍💻",
            "é", "e\u{301}", "\u{301}", "日本", "\u{1FFFE}", "\u{E000}", "-x", "--x", ".env", "...x", "x-1",
        ]
        var hostile = HostileText(seed: 1)
        return words + (0..<2_000).map { hostile.next(pieces: 1 + $0 % 7) }
    }()

    @Test func `a text is read back as the same text, in every style and place`() throws {
        for text in Self.texts {
            for style in Self.styles {
                let block = YAMLScalarEncoder.text(text, style: style, isFlow: false)
                let flow = YAMLScalarEncoder.text(text, style: style, isFlow: true)
                #expect(try Self.bytes(of: "\(block): \(block)\n", at: 0) == Array(text.utf8), "\(block)")
                #expect(try Self.bytes(of: "- \(block) # c\n", at: 0) == Array(text.utf8), "\(block)")
                #expect(try Self.bytes(of: "{\(flow): \(flow)}", at: 0) == Array(text.utf8), "\(flow)")
                #expect(try Self.bytes(of: "[\(flow), \(flow)]", at: 1) == Array(text.utf8), "\(flow)")
            }
        }
    }

    @Test func `texts that need no quotes have none`() {
        for text in [
            "word", "two words", "src/lib", "templates/**", "a-b", "x'y", "a#b", ".env", "é", "localhost:8000", "$x",
        ] {
            #expect(YAMLScalarEncoder.text(text, isFlow: false) == text)
        }
        #expect(YAMLScalarEncoder.text("localhost:8000", isFlow: true) == "\"localhost:8000\"")
    }

    @Test func `what is not seen is written as an escape`() {
        #expect(
            YAMLScalarEncoder.text("a\0\u{1B}\n\u{85}\u{2028}\u{E0001}", isFlow: false)
                == #""a\0\x1B\n\x85\u2028\U000E0001""#)
    }

    @Test(arguments: [
        0, -0.5, 1, 1e300, -1e-300, .greatestFiniteMagnitude, .leastNonzeroMagnitude, .infinity, -.infinity, 0.1,
    ])
    func `a decimal is read back as the same number, with a point`(number: Double) throws {
        let text = YAMLScalarEncoder.decimal(number)
        guard case .scalar(let scalar) = try YAMLReader.read(SourceText(name: "a.yaml", text))?.content else {
            throw Failure.noScalar
        }
        #expect(scalar.core == .float(number) && text.contains("."))
    }

    @Test(.enabled(if: PyYAML.isInstalled)) func `PyYAML, which reads YAML 1.1, reads the same texts`() throws {
        let lines = Self.texts.flatMap { text in
            Self.styles.flatMap { style in
                [
                    "- \(YAMLScalarEncoder.text(text, style: style, isFlow: false))",
                    "- [\(YAMLScalarEncoder.text(text, style: style, isFlow: true))]",
                    "- {\(YAMLScalarEncoder.text(text, style: style, isFlow: true)): 1}",
                ]
            }
        }
        let read = try PyYAML.texts(inListOf: lines.joined(separator: "\n") + "\n")
        let expected = Self.texts.flatMap { Array(repeating: $0, count: 3 * Self.styles.count) }
        #expect(read.count == expected.count)
        for (one, other) in zip(read, expected) { #expect(one.utf8.elementsEqual(other.utf8)) }
    }

    private enum Failure: Error {
        case noScalar
    }

    /// The text at an index of the document's list or mapping, whose key must be the same.
    private static func bytes(of yaml: String, at index: Int) throws -> [UInt8] {
        guard let root = try YAMLReader.read(SourceText(name: "a.yaml", yaml)) else { throw Failure.noScalar }
        let node: YAMLNode
        switch root.content {
        case .sequence(let items): node = items[index]
        case .mapping(let entries):
            node = entries[index].value
            guard case .scalar(let value) = node.content, value.text == entries[index].name else {
                throw Failure.noScalar
            }
        case .scalar: throw Failure.noScalar
        }
        guard case .scalar(let scalar) = node.content, scalar.core == .text else { throw Failure.noScalar }
        return Array(scalar.text.utf8)
    }
}

/// Debian's python3-yaml.
private enum PyYAML {
    static let isInstalled = (try? Program.run("/usr/bin/python3", ["-c", "import yaml"]).status) == 0

    /// The texts in a YAML list, alone or in a list or as the key of a mapping.
    static func texts(inListOf yaml: String) throws -> [String] {
        let scratch = try ScratchDirectory()
        let file = try scratch.write(yaml, to: "a.yaml")
        let program = """
            import json, sys, yaml
            with open(sys.argv[1], encoding="utf-8", newline="") as file:
                items = yaml.safe_load(file)
            print(json.dumps([next(iter(item)) if isinstance(item, (dict, list)) else item for item in items]))
            """
        let result = try Program.run("/usr/bin/python3", ["-c", program, file])
        guard result.status == 0 else { throw Failed(errors: result.errors) }
        return try JSONDecoder().decode([String].self, from: Data(result.output.utf8))
    }

    struct Failed: Error {
        let errors: String
    }
}
