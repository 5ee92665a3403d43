import Diagnostics
import SpannedYAML

/// The findings about an edit that is not made.
extension Diagnostic {
    /// The value is written elsewhere, and an alias stands in its place.
    static func behindAlias(_ node: YAMLNode, key: String) -> Diagnostic {
        Diagnostic(
            "edit-alias", "the value of '\(key)' stands elsewhere, and '\(node.place.text)' repeats it", at: node.place,
            related: [Related(node.span, "a change here would change all places that repeat it")],
            fix: "replace '\(node.place.text)' with a value of its own in the file")
    }

    /// What is to be changed is repeated by an alias.
    static func shared(_ path: ProfilePath, target: SourceSpan, alias: SourceSpan) -> Diagnostic {
        Diagnostic(
            "edit-alias", "a change of '\(path)' would change what '\(alias.text)' repeats", at: target,
            label: "repeated elsewhere", related: [Related(alias, "it would change here too")],
            fix: "replace '\(alias.text)' with a value of its own in the file")
    }

    static func nothingToUnset(_ path: ProfilePath, at span: SourceSpan, nearest: String?) -> Diagnostic {
        Diagnostic(
            "nothing-to-unset", "'\(path)' is not set", at: span, label: nearest.map { "did you mean '\($0)'?" })
    }

    /// Something else stands where a mapping is needed.
    ///
    /// - Parameter key: nil for the document itself.
    static func noMapping(_ node: YAMLNode, key: String?, path: ProfilePath) -> Diagnostic {
        let subject = key.map { "'\($0)' has" } ?? "the file holds"
        return Diagnostic(
            "edit-impossible", "'\(path)' cannot be set: \(subject) a value that is no mapping", at: node.place)
    }

    /// The file's text leaves no way to make the change and nothing else.
    ///
    /// - Parameter reasons: what would go wrong.
    static func editImpossible(_ path: ProfilePath, at span: SourceSpan, reasons: [String]) -> Diagnostic {
        Diagnostic(
            "edit-impossible", "'\(path)' cannot be changed without changing something else", at: span,
            notes: reasons, fix: "change it in an editor")
    }
}
