import ProfileResolution

/// Regular expressions in what ECMAScript and Python have in common.
///
/// `$` of Python also matches before a line break at the end: where no other rule forbids one, `(?!\n)` stands behind it.
enum SchemaPattern {
    /// Anything that no line of Apache's configuration can carry; a tab is fine.
    static let controlCharacter = #"[\u0000-\u0008\u000a-\u001f\u007f-\u009f]"#

    static let version = #"^[0-9]{1,8}(?:\.[0-9]{1,8}){0,3}$(?!\n)"#
    static let variableName = #"^[A-Za-z_][A-Za-z0-9_]*$(?!\n)"#
    static let profileName = "^\(bareProfileName)$(?!\\n)"
    static let truth =
        "^(?:\(["true", "on", "yes", "false", "off", "no"].map(inAnyCase).joined(separator: "|")))$(?!\\n)"
    static let homeDirectory = "^~(?:/|$)"
    /// The beginning of a variable.
    static let variable = #"\$\{"#

    /// One of the words, in capitals or not.
    static func choice(_ words: [String]) -> String {
        "^(?:\(words.map(inAnyCase).joined(separator: "|")))$(?!\\n)"
    }

    /// A whole number of the range as it is usually written.
    static func integer(_ range: ClosedRange<Int>) -> String {
        precondition(range.count <= 1000, "a larger range wants a cleverer pattern")
        return "^(?:\(range.map(String.init).joined(separator: "|")))$(?!\\n)"
    }

    // MARK: - Variables

    /// Text in which every `${` begins one of the three forms, to the depth that the resolver takes.
    static let interpolated = "^\(text(depth: 0))$"

    /// Text with a variable, not only with `$$`.
    static let withVariable = #"^(?:[^$]|\$\$|\$(?![${]))*\$\{"#

    private static func text(depth: Int) -> String {
        let plain = depth == 0 ? "[^$]" : "[^$}]"
        return #"(?:\#(plain)|\$\$|\$(?![${])|\#(variable(depth: depth + 1)))*"#
    }

    private static func variable(depth: Int) -> String {
        let name = "[A-Za-z_][A-Za-z0-9_]*"
        let substitute = depth > Interpolation.deepest ? "" : "(?::[-?]\(text(depth: depth)))?"
        return #"\$\{\#(name)\#(substitute)\}"#
    }

    // MARK: - Parents

    /// Apart from the rules that hold for all of them: no control character, no variable.
    static let parents = [
        profileName,
        // With the name of a profile it is a file, whatever it is called.
        "^(?!package:|~/)[^#]+#\(bareProfileName)$",
        #"^(?!package:|~/)(?=[^#]*(?:/|\.ya?ml$))[^#]+$"#,
        #"^package:\#(module)(?:\.\#(module))*(?:/(?!\.{1,2}(?:[/#]|$))[^/#]+)+(?:#\#(bareProfileName))?$"#,
    ]

    private static let bareProfileName =
        "(?!(?:\(["true", "false", "null"].map(inAnyCase).joined(separator: "|")))$)[A-Za-z_][A-Za-z0-9._-]*"

    /// A letter of any script or `_`, then digits, too.
    private static let module = #"[^\u0000-@\[-\^`{-\u007f][^\u0000-/:-@\[-\^`{-\u007f]*"#

    private static func inAnyCase(_ word: String) -> String {
        word.map { $0.isLetter ? "[\($0.uppercased())\($0.lowercased())]" : String($0) }.joined()
    }
}
