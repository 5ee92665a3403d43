/// Puts variables into the text of a value: `${NAME}`, `${NAME:-default}`, `${NAME:?message}`, and `$$` for a dollar sign.
///
/// Any other `$` stays as it is, since the patterns of mod_rewrite are full of them. A default may itself hold variables.
/// Source: the Compose Specification, Interpolation, of which this is the part with braces.
public struct Interpolation {
    public enum Problem: Error, Equatable, Sendable {
        case unset(String)
        /// With the words that the file gives for this case.
        case required(String, message: String)
        /// `${` without `}`, or something in between that is no name. With the text from `${` on.
        case malformed(String)
        case tooDeep
    }

    /// What a variable's value may hold at the most after everything is put in, in bytes.
    static let longest = 1024 * 1024
    private static let deepest = 16

    private let value: (String) -> String?

    /// - Parameter value: the value of a variable, nil where it is not set.
    public init(_ value: @escaping (String) -> String?) {
        self.value = value
    }

    public static func concerns(_ text: String) -> Bool {
        text.utf8.contains(UInt8(ascii: "$")) && (text.contains("${") || text.contains("$$"))
    }

    /// An empty variable counts as unset for `:-` and `:?`, as in a shell.
    public func expand(_ text: String) throws(Problem) -> String {
        try expand(Array(text.unicodeScalars)[...], depth: 0)
    }

    private func expand(_ text: ArraySlice<Unicode.Scalar>, depth: Int) throws(Problem) -> String {
        guard depth < Self.deepest else { throw .tooDeep }
        var result = String.UnicodeScalarView()
        var rest = text
        while let scalar = rest.popFirst() {
            guard scalar == "$" else {
                result.append(scalar)
                continue
            }
            switch rest.first {
            case "$":
                rest.removeFirst()
                result.append("$")
            case "{":
                let inner = try Self.takeBraces(&rest)
                result.append(contentsOf: try variable(inner, depth: depth).unicodeScalars)
            default: result.append("$")
            }
        }
        return String(result)
    }

    /// Removes `{…}` with its matching brace; returns what is between.
    private static func takeBraces(_ rest: inout ArraySlice<Unicode.Scalar>) throws(Problem) -> ArraySlice<
        Unicode.Scalar
    > {
        var depth = 0
        var index = rest.startIndex
        while index < rest.endIndex {
            switch rest[index] {
            case "{" where index == rest.startIndex || rest[index - 1] == "$": depth += 1
            case "}": depth -= 1
            default: break
            }
            if depth == 0 {
                let inner = rest[(rest.startIndex + 1)..<index]
                rest = rest[(index + 1)...]
                return inner
            }
            index += 1
        }
        throw .malformed("$" + text(rest))
    }

    private func variable(_ inner: ArraySlice<Unicode.Scalar>, depth: Int) throws(Problem) -> String {
        let name = inner.prefix { $0.isASCIILetter || $0.isASCIIDigit || $0 == "_" }
        let behind = inner[name.endIndex...]
        guard let first = name.first, !first.isASCIIDigit else { throw .malformed("${\(Self.text(inner))}") }
        let known = value(Self.text(name))
        guard let sign = behind.first else {
            guard let known else { throw .unset(Self.text(name)) }
            return known
        }
        let words = behind.dropFirst(2)
        guard sign == ":", let operation = behind.dropFirst().first, operation == "-" || operation == "?" else {
            throw .malformed("${\(Self.text(inner))}")
        }
        if let known, !known.isEmpty { return known }
        if operation == "-" { return try expand(words, depth: depth + 1) }
        throw .required(Self.text(name), message: try expand(words, depth: depth + 1))
    }

    private static func text(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
        String(String.UnicodeScalarView(scalars))
    }
}
