import ApacheSyntax
import Foundation
import TestSupport
import Testing

@Suite struct ApacheQuotingTests {
    private static let apache = "/usr/sbin/apache2"

    /// What Apache's own parser makes of arguments: `Define` keeps them, and a dump prints them.
    private func decodedByApache(_ texts: [String]) throws -> [String] {
        let scratch = try ScratchDirectory()
        let lines = try texts.enumerated().map { "Define V\($0.offset)V \(try ApacheQuoting.quote($0.element))" }
        let head = [
            "LoadModule mpm_event_module /usr/lib/apache2/modules/mod_mpm_event.so", "ServerName localhost",
            "ErrorLog /dev/null",
            ApacheQuoting.dollarDefinition,
        ]
        let file = try scratch.write((head + lines).joined(separator: "\n") + "\n", to: "oracle.conf")
        let result = try Program.run(Self.apache, ["-f", file, "-t", "-D", "DUMP_RUN_CFG"])
        let values = result.output.split(separator: "\n").reduce(into: [String: String]()) { values, line in
            guard line.hasPrefix("Define: V") else { return }
            // Without an equals sign the value is empty.
            let sign = line.firstIndex(of: "=") ?? line.endIndex
            values[String(line[line.index(line.startIndex, offsetBy: 8)..<sign])] = String(line[sign...].dropFirst())
        }
        return texts.indices.map { values["V\($0)V"] ?? "<Apache does not know it: \(result.errors)>" }
    }

    @Test func `Apache reads 3,000 hostile texts back as they were`() throws {
        var hostile = HostileText(seed: 20_261_123)
        for round in 0..<6 {
            let texts = (0..<500).map { hostile.next(pieces: 1 + ($0 + round) % 12) }
            let decoded = try decodedByApache(texts)
            for (text, read) in zip(texts, decoded) where text != read {
                Issue.record("\(text.debugDescription) came back as \(read.debugDescription)")
            }
        }
    }

    @Test func `Apache reads the awkward ones back as they were`() throws {
        let texts = [
            "", " ", "\\", "\\\\", "\"", "'", "${HOME}", "\\${HOME}", "$${HOME}", "${", "$", "${EXPRESSWAY_DOLLAR}",
            "#not a comment", "a\\",
            "trailing space ", "<Directory>", "\tTab", String(repeating: "x", count: 2000), "é 日本 🚗",
        ]
        #expect(try decodedByApache(texts) == texts)
    }

    @Test(arguments: ["\n", "\r", "\0", "\u{1B}", "\u{7F}", "\u{8}"])
    func `a control character is refused`(control: String) {
        #expect(throws: UnquotableText.self) { try ApacheQuoting.quote("a\(control)b") }
    }

    @Test func `a plain word stays bare`() throws {
        #expect(try ApacheQuoting.quote("/srv/app-1.0/x_y") == "/srv/app-1.0/x_y")
        #expect(try ApacheQuoting.quote("two words") == "\"two words\"")
        #expect(try ApacheQuoting.quote("") == "\"\"")
    }

    @Test func `a path with wildcards becomes a pattern that matches nothing else`() {
        #expect(ApacheQuoting.literalPattern("/srv/plain path") == "/srv/plain path")
        #expect(ApacheQuoting.literalPattern("/srv/a*b?c[d]") == "/srv/a[*]b[?]c[[]d]")
        #expect(ApacheQuoting.literalPattern("/srv/back\\slash") == "/srv/back\\slash")
        #expect(ApacheQuoting.literalPattern("/srv/back\\slash*") == "/srv/back\\\\slash[*]")
    }
}
