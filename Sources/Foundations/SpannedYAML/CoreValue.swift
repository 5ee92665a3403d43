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
        guard style == .plain else { return .text }
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

    private static func number(_ text: [UInt8]) -> CoreValue? {
        if text.starts(with: [UInt8(ascii: "0"), UInt8(ascii: "x")]) { return integer(text.dropFirst(2), radix: 16) }
        if text.starts(with: [UInt8(ascii: "0"), UInt8(ascii: "o")]) { return integer(text.dropFirst(2), radix: 8) }
        let isNegative = text.first == UInt8(ascii: "-")
        let unsigned = isNegative || text.first == UInt8(ascii: "+") ? text.dropFirst() : text[...]
        if let value = integer(unsigned, radix: 10, isNegative: isNegative) { return value }
        return isDecimal(unsigned) ? Double(String(decoding: text, as: UTF8.self)).map { .float($0) } : nil
    }

    /// - Returns: nil if one of the characters is no digit of the radix, or there is none.
    private static func integer(_ digits: ArraySlice<UInt8>, radix: Int, isNegative: Bool = false) -> CoreValue? {
        guard !digits.isEmpty else { return nil }
        var exact: Int? = 0
        var nearest = 0.0
        for byte in digits {
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue, digit < radix else { return nil }
            nearest = nearest * Double(radix) + Double(digit)
            exact = exact.flatMap { exact in
                let (product, overflows) = exact.multipliedReportingOverflow(by: radix)
                let (sum, overflowsToo) = product.addingReportingOverflow(isNegative ? -digit : digit)
                return overflows || overflowsToo ? nil : sum
            }
        }
        return exact.map { .integer($0) } ?? .float(isNegative ? -nearest : nearest)
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
