import Diagnostics
import SpannedYAML
import Testing

@Suite struct CoreValueTests {
    private func core(_ text: String) throws -> CoreValue? {
        let node = try YAMLReader.read(SourceText(name: "a.yaml", "- \(text)"))
        guard case .sequence(let items) = node?.content, case .scalar(let scalar) = items.first?.content else {
            return nil
        }
        return scalar.core
    }

    @Test(arguments: [
        ("~", CoreValue.null), ("null", .null), ("NULL", .null), ("", .null), ("true", .bool(true)),
        ("False", .bool(false)),
        ("0", .integer(0)), ("-7", .integer(-7)), ("+7", .integer(7)), ("010", .integer(10)), ("0o17", .integer(15)),
        ("0x1F", .integer(31)),
        ("0xff", .integer(255)), ("9223372036854775807", .integer(.max)), ("-9223372036854775808", .integer(.min)),
        ("9223372036854775808", .float(0x1p63)), ("0xFFFFFFFFFFFFFFFF", .float(0x1p64)),
        ("0o7777777777777777777777", .float(0x1p66)),
        ("1.5", .float(1.5)), ("-.5", .float(-0.5)), ("5.", .float(5)), ("1e3", .float(1000)),
        ("1.5E-2", .float(0.015)), (".inf", .float(.infinity)),
        ("-.INF", .float(-.infinity)), ("1e999", .float(.infinity)),
    ])
    func `a plain scalar is what YAML 1.2 says`(text: String, value: CoreValue) throws {
        #expect(try core(text) == value)
    }

    @Test(arguments: [
        "yes", "no", "on", "off", "y", "n", "1_000", "08:30", "0b1", "0x", "0o8", "0xG", "-0x1", "1e", "1e+", ".", "+",
        "1.2.3", "TRUe", "nULL", "1 2", "2024-01-01",
        "0o", "infinity", "nan", "1f", "٣",
    ])
    func `what older YAML took for something else is text`(text: String) throws {
        #expect(try core(text) == .text)
    }

    @Test(arguments: ["'1'", "\"true\"", "'null'", "|\n  1", ">-\n  1"])
    func `only plain scalars can be anything but text`(text: String) throws {
        #expect(try core(text) == .text)
    }

    @Test func `nan is a float`() throws {
        guard case .float(let value) = try core(".nan") else {
            Issue.record("no float")
            return
        }
        #expect(value.isNaN)
    }
}
