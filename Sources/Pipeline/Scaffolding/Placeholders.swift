import Diagnostics

/// Replaces `[[name]]` in a text. `[[[[` stands for `[[`; anything else behind two brackets is an error. `{{ }}` is Django's.
struct Placeholders {
    let values: [String: String]
    /// A name that is known and must not stand here, with the reason.
    var forbidden: [String: String] = [:]
    private(set) var used: Set<String> = []
    private(set) var findings = Findings()

    init(_ values: [String: String]) {
        self.values = values
    }

    /// - Returns: the text with values in place of names; what is wrong goes to ``findings``.
    mutating func replace(in span: SourceSpan) -> [UInt8] {
        let bytes = span.source.bytes
        var result: [UInt8] = []
        var index = span.range.lowerBound
        let end = span.range.upperBound
        while index < end {
            guard Self.opens(bytes, index, end) else {
                result.append(bytes[index])
                index += 1
                continue
            }
            if Self.opens(bytes, index + 2, end) {
                result += [Self.opening, Self.opening]
                index += 4
                continue
            }
            let name = bytes[(index + 2)..<end].prefix(while: Self.isInName)
            let close = name.endIndex
            guard !name.isEmpty, close + 1 < end, bytes[close] == Self.closing, bytes[close + 1] == Self.closing else {
                let place = SourceSpan(span.source, index..<max(close, index + 2))
                findings.add(Self.unfinished(at: place))
                index += 2
                continue
            }
            let place = SourceSpan(span.source, index..<(close + 2))
            result += Array(value(of: String(decoding: name, as: UTF8.self), at: place).utf8)
            index = close + 2
        }
        return result
    }

    private mutating func value(of name: String, at place: SourceSpan) -> String {
        if let reason = forbidden[name] {
            findings.add(
                Diagnostic("forbidden-placeholder", "'\(name)' must not stand here", at: place, notes: [reason]))
            return ""
        }
        guard let value = values[name] else {
            let near = NearestName.of(name, among: values.keys.sorted())
            findings.add(
                Diagnostic(
                    "unknown-placeholder", "the template knows no '\(name)'", at: place,
                    label: near.map { "did you mean '\($0)'?" },
                    notes: ["there are \(values.keys.sorted().map { "'\($0)'" }.joined(separator: ", "))"]))
            return ""
        }
        used.insert(name)
        return value
    }

    private static func unfinished(at place: SourceSpan) -> Diagnostic {
        Diagnostic(
            "placeholder-syntax", "'[[' begins a placeholder, and this is none", at: place,
            notes: ["a placeholder is [[name]], its name of small letters, digits and underscores"],
            fix: "write '[[[[' where '[[' itself is meant")
    }

    private static let opening = UInt8(ascii: "[")
    private static let closing = UInt8(ascii: "]")

    private static func opens(_ bytes: [UInt8], _ index: Int, _ end: Int) -> Bool {
        index + 1 < end && bytes[index] == opening && bytes[index + 1] == opening
    }

    private static func isInName(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"): true
        default: false
        }
    }
}
