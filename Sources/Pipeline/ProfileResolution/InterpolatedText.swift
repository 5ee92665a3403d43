/// A text with its variables taken apart: `${NAME}`, `${NAME:-default}`, `${NAME:?message}`, and `$$` for a dollar sign.
///
/// Any other `$` stays as it is, since the patterns of mod_rewrite are full of them. A default or a message may itself hold variables.
/// Source: the Compose Specification, Interpolation, of which this is the part with braces.
struct InterpolatedText {
    enum Part {
        case text(String)
        case variable(name: String, Substitute)
    }

    /// What takes the place of a variable that is not set.
    enum Substitute {
        case none
        indirect case fallback(InterpolatedText)
        /// Nothing, but these words for the user.
        indirect case message(InterpolatedText)
    }

    let parts: [Part]

    /// Whether there is a variable in it; else it says the same everywhere.
    var hasVariables: Bool {
        parts.contains { if case .variable = $0 { true } else { false } }
    }

    /// - Throws: ``Interpolation/Problem/malformed(_:)`` for the first that is none of the forms, needed or not, and
    ///   ``Interpolation/Problem/tooDeep``.
    init(_ text: String) throws(Interpolation.Problem) {
        var rest = Array(text.unicodeScalars)[...]
        try self.init(&rest, depth: 0)
    }

    /// - Parameter depth: how many braces are open; text within braces ends at the brace that closes them.
    private init(_ rest: inout ArraySlice<Unicode.Scalar>, depth: Int) throws(Interpolation.Problem) {
        guard depth <= Interpolation.deepest else { throw .tooDeep }
        var parts: [Part] = []
        var text = String.UnicodeScalarView()
        while let scalar = rest.first, depth == 0 || scalar != "}" {
            let next = rest.dropFirst().first
            guard scalar == "$", next == "{" else {
                // Of two dollar signs, one is left.
                rest.removeFirst(scalar == "$" && next == "$" ? 2 : 1)
                text.append(scalar)
                continue
            }
            if !text.isEmpty { parts.append(.text(String(text))) }
            text = String.UnicodeScalarView()
            parts.append(try Self.variable(&rest, depth: depth + 1))
        }
        if !text.isEmpty { parts.append(.text(String(text))) }
        self.parts = parts
    }

    /// Takes `${…}` from the start of the rest.
    private static func variable(_ rest: inout ArraySlice<Unicode.Scalar>, depth: Int) throws(Interpolation.Problem)
        -> Part
    {
        let start = rest
        rest.removeFirst(2)
        let name = rest.prefix { $0.isASCIILetter || $0.isASCIIDigit || $0 == "_" }
        rest.removeFirst(name.count)
        guard let first = name.first, !first.isASCIIDigit else { throw malformed(start) }
        let substitute: Substitute
        switch (rest.first, rest.dropFirst().first) {
        case (":", "-"):
            rest.removeFirst(2)
            substitute = .fallback(try InterpolatedText(&rest, depth: depth))
        case (":", "?"):
            rest.removeFirst(2)
            substitute = .message(try InterpolatedText(&rest, depth: depth))
        default: substitute = .none
        }
        guard rest.first == "}" else { throw malformed(start) }
        rest.removeFirst()
        return .variable(name: string(name), substitute)
    }

    /// Up to the next brace, if there is one.
    private static func malformed(_ text: ArraySlice<Unicode.Scalar>) -> Interpolation.Problem {
        let end = text.firstIndex(of: "}").map { $0 + 1 } ?? text.endIndex
        return .malformed(string(text[..<end]))
    }

    private static func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
        String(String.UnicodeScalarView(scalars))
    }
}
