import Diagnostics
import SpannedYAML

extension Diagnostic {
    /// What is wrong with the variables of a value.
    static func interpolation(_ problem: Interpolation.Problem, in node: YAMLNode) -> Diagnostic {
        switch problem {
        case .unset(let name):
            Diagnostic(
                "unset-variable", "the variable '\(name)' is not set", at: node.place(ofVariable: name),
                fix: "export it, or give a default: ${\(name):-…}")
        case .required(let name, let isEmpty, let message):
            Diagnostic(
                "unset-variable",
                "the variable '\(name)' is \(isEmpty ? "empty" : "not set")\(message.isEmpty ? "" : ": \(message)")",
                at: node.place(ofVariable: name), fix: message.isEmpty ? "export it" : nil)
        case .malformed(let text):
            Diagnostic(
                "wrong-variable", "'\(text)' is no variable", at: node.place(of: text),
                fix: "write ${NAME}, ${NAME:-default} or ${NAME:?message}; a dollar sign that is meant is $$")
        case .tooDeep:
            Diagnostic(
                "too-deep", "more than \(Interpolation.deepest) defaults of variables within each other",
                at: node.place,
                fix: "give the defaults where the variables are set")
        case .tooLong:
            Diagnostic("too-long", "with its variables put in, the value has more than 1 MiB", at: node.place)
        }
    }
}

extension YAMLNode {
    /// Where a piece of the value stands as it is written; the whole value where escapes hide it.
    fileprivate func place(of text: String) -> SourceSpan {
        // A value of several lines is folded or indented: its first line will do.
        let line = text.utf8.prefix { $0 != UInt8(ascii: "\n") }
        return place.source.bytes[place.range].firstRange(of: Array(line)).map { SourceSpan(place.source, $0) } ?? place
    }

    /// From `${` to the brace that closes it, or to the next.
    fileprivate func place(ofVariable name: String) -> SourceSpan {
        let bytes = place.source.bytes[place.range]
        let start = Array("${\(name)".utf8)
        var rest = bytes
        while let range = rest.firstRange(of: start) {
            rest = bytes[range.upperBound...]
            guard let next = rest.first, next == UInt8(ascii: "}") || next == UInt8(ascii: ":") else { continue }
            let end = Self.closingBrace(in: rest).map { $0 + 1 } ?? range.upperBound
            return SourceSpan(place.source, range.lowerBound..<end)
        }
        return place
    }

    private static func closingBrace(in bytes: ArraySlice<UInt8>) -> Int? {
        var depth = 1
        for index in bytes.indices {
            switch bytes[index] {
            case UInt8(ascii: "{") where index > bytes.startIndex && bytes[index - 1] == UInt8(ascii: "$"): depth += 1
            case UInt8(ascii: "}"): depth -= 1
            default: break
            }
            if depth == 0 { return index }
        }
        return nil
    }
}
