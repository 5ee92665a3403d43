import Diagnostics
import SpannedYAML
import Testing

@Suite struct EncodingTests {
    private func finding(in bytes: [UInt8]) -> Diagnostic? {
        do throws(Findings) {
            _ = try YAMLReader.read(SourceText(name: "a.yaml", bytes: bytes))
            return nil
        } catch {
            return error.all.first
        }
    }

    @Test func `a byte that belongs to no character is shown where it is`() {
        #expect(
            finding(in: Array("a: 1\nü: caf".utf8) + [0xE9, 0x0A])?.rendered(coloured: false) == """
                error[invalid-utf-8]: the file is not in UTF-8
                  --> a.yaml:2:7
                   |
                 2 | ü: caf\u{FFFD}
                   |       ^ the byte 0xE9, at offset 12, belongs to no character
                   = help: save it as UTF-8; it may be in Latin-1 or Windows-1252
                """)
    }

    @Test(
        arguments: [
            [0x80], [0xC0, 0x80], [0xC1, 0xBF], [0xC3], [0xE0, 0x80, 0x80], [0xE2, 0x82], [0xED, 0xA0, 0x80],
            [0xF0, 0x80, 0x80, 0x80], [0xF4, 0x90, 0x80, 0x80],
            [0xF5, 0x80, 0x80, 0x80], [0xFE], [0xF0, 0x9F, 0x9A], [0xE2, 0x28, 0xA1], [0xF0, 0x9F, 0x28, 0x97],
        ] as [[UInt8]])
    func `overlong, cut and surrogate sequences are no UTF-8`(bytes: [UInt8]) {
        let text = Array("a: ".utf8) + bytes
        #expect(finding(in: text)?.id == "invalid-utf-8")
        #expect(finding(in: text)?.span?.range == 3..<4)
        #expect(finding(in: text + Array(" # more\n".utf8))?.id == "invalid-utf-8")
        #expect(String(validating: text, as: UTF8.self) == nil)
    }

    @Test(arguments: ["\u{7FF}", "\u{800}", "\u{D7FF}", "\u{E000}", "\u{FFFD}", "\u{10000}", "\u{10FFFF}", "\u{A0}"])
    func `characters at the edges are read`(character: String) {
        #expect(finding(in: Array("a: b\(character)".utf8)) == nil)
    }

    @Test func `a file in UTF-16 is called so`() {
        let little = "a: 1\n".utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        let big = "a: 1\n".utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
        for bytes in [[0xFF, 0xFE] + little, [0xFE, 0xFF] + big, little, big] {
            #expect(finding(in: bytes)?.message == "the file is in UTF-16, not in UTF-8")
            #expect(finding(in: bytes)?.fix == "save it as UTF-8")
        }
        #expect(finding(in: [0, 0, 0, 0])?.id == "control-character")
    }
}
