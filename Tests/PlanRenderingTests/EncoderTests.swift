import Foundation
import PlanRendering
import TestSupport
import Testing

@Suite struct EncoderTests {
    private var texts: [String] {
        var hostile = HostileText(seed: 7)
        return ["", "'", "\\", "\\'", "\n", "\r\n", "\0", "\u{1B}[0m", "é 日本 🚗", "\u{2028}"]
            + (0..<500).map { hostile.next(pieces: 1 + $0 % 12) }
    }

    @Test func `Python reads every literal back as it was`() throws {
        let texts = texts
        let scratch = try ScratchDirectory()
        let source = try scratch.write("TEXTS = \(PythonLiteral.list(texts))\n", to: "texts.py")
        let program = """
            import ast, json, sys
            tree = ast.parse(open(sys.argv[1], encoding="ascii").read())
            print(json.dumps(ast.literal_eval(tree.body[0].value)))
            """
        let output = try Program.run("/usr/bin/python3", ["-c", program, source]).output
        #expect(try JSONDecoder().decode([String].self, from: Data(output.utf8)) == texts)
    }

    @Test func `a shell reads every word back as it was`() throws {
        let texts = texts.filter { !$0.contains("\0") }
        let scratch = try ScratchDirectory()
        let script = try scratch.write(
            "printf '%s\\001' \(texts.map(ShellQuoting.quote).joined(separator: " "))\n", to: "words.sh")
        let output = try Program.run("/bin/sh", [script]).output
        #expect(output.components(separatedBy: "\u{1}").dropLast() == texts[...])
    }
}
