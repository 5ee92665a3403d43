/// What a scalar means to YAML 1.2's core schema.
/// Source: YAML 1.2.2, 10.3.2.
public enum CoreValue: Equatable, Sendable {
    case null
    case bool(Bool)
    case integer(Int)
    case float(Double)
    case text
}

extension YAMLScalar {
    /// Only a plain scalar can be anything but text. `yes`, `no`, `08:30` and `1_000` are text; `010` is ten. An integer that `Int` cannot hold is the
    /// nearest float.
    public var core: CoreValue {
        guard style == .plain, text.utf8.first.map(Self.canBeginOther) ?? true else { return .text }
        switch text {
        case "", "~", "null", "Null", "NULL": return .null
        case "true", "True", "TRUE": return .bool(true)
        case "false", "False", "FALSE": return .bool(false)
        case ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF": return .float(.infinity)
        case "-.inf", "-.Inf", "-.INF": return .float(-.infinity)
        case ".nan", ".NaN", ".NAN": return .float(.nan)
        default: return Self.number(Array(text.utf8)) ?? .text
        }
    }

    /// Whether anything but text can begin so. Most values are text, and this tells.
    private static func canBeginOther(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): true
        case UInt8(ascii: "~"), UInt8(ascii: "."), UInt8(ascii: "+"), UInt8(ascii: "-"): true
        case UInt8(ascii: "n"), UInt8(ascii: "N"), UInt8(ascii: "t"), UInt8(ascii: "T"), UInt8(ascii: "f"),
            UInt8(ascii: "F"):
            true
        default: false
        }
    }

    private static func number(_ text: [UInt8]) -> CoreValue? {
        if text.starts(with: "0x".utf8) { return integer(text.dropFirst(2), radix: 16) }
        if text.starts(with: "0o".utf8) { return integer(text.dropFirst(2), radix: 8) }
        let hasSign = text.first == UInt8(ascii: "-") || text.first == UInt8(ascii: "+")
        let unsigned = hasSign ? text.dropFirst() : text[...]
        guard !unsigned.isEmpty, isDecimal(unsigned) else { return nil }
        let text = String(decoding: text, as: UTF8.self)
        return Int(text).map { .integer($0) } ?? Double(text).map { .float($0) }
    }

    /// - Returns: nil if one of the characters is no digit of the radix, or there is none.
    private static func integer(_ digits: ArraySlice<UInt8>, radix: Int) -> CoreValue? {
        let values = digits.compactMap { Character(Unicode.Scalar($0)).hexDigitValue }.filter { $0 < radix }
        guard !digits.isEmpty, values.count == digits.count else { return nil }
        return Int(String(decoding: digits, as: UTF8.self), radix: radix).map { .integer($0) }
            ?? .float(values.reduce(0) { $0 * Double(radix) + Double($1) })
    }

    /// `(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?`
    private static func isDecimal(_ text: ArraySlice<UInt8>) -> Bool {
        func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
        var rest = text
        let whole = rest.prefix(while: isDigit)
        rest = rest.dropFirst(whole.count)
        if rest.first == UInt8(ascii: ".") {
            rest = rest.dropFirst()
            let fraction = rest.prefix(while: isDigit)
            guard !whole.isEmpty || !fraction.isEmpty else { return false }
            rest = rest.dropFirst(fraction.count)
        } else if whole.isEmpty {
            return false
        }
        guard let exponent = rest.popFirst() else { return true }
        guard exponent == UInt8(ascii: "e") || exponent == UInt8(ascii: "E") else { return false }
        if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
        return !rest.isEmpty && rest.allSatisfy(isDigit)
    }
}
