import Diagnostics

/// The findings about texts that are YAML, but not what Expressway reads.
extension Diagnostic {
    /// A tag, whatever it says.
    static func tag(_ span: SourceSpan) -> Diagnostic {
        Diagnostic(
            "yaml-tag", "tags such as '\(span.text.shortened)' are not supported", at: span,
            notes: ["an option's type decides how its value is read"],
            fix: "remove the tag; if the text itself begins with '!', put it in quotes")
    }

    /// A key that its mapping has already.
    static func duplicateKey(_ name: String, _ span: SourceSpan, first: SourceSpan) -> Diagnostic {
        Diagnostic(
            "duplicate-key", "the key '\(name.shortened)' is here twice", at: span, label: "the second",
            related: [Related(first, "the first")], fix: "remove one of the two")
    }

    /// `<<`
    static func mergeKey(_ span: SourceSpan) -> Diagnostic {
        Diagnostic(
            "merge-key", "the merge key '<<' is not supported", at: span,
            notes: ["it is no part of YAML 1.2"], fix: "let the profile inherit from the other one with 'extends'")
    }

    /// A list or a mapping as a key.
    static func keyNotScalar(_ span: SourceSpan) -> Diagnostic {
        Diagnostic(
            "key-not-scalar", "a key must be a single value, not a list or a mapping", at: span,
            fix: "if it is meant as text, put it in quotes")
    }

    /// `null`, `~` or nothing as a key.
    static func nullKey(_ span: SourceSpan) -> Diagnostic {
        span.isEmpty
            ? Diagnostic("null-key", "a key is missing here", at: span)
            : Diagnostic(
                "null-key", "'\(span.text)' is no value that a key can have", at: span,
                fix: "if it is meant as text, put it in quotes")
    }

    /// An alias whose anchor does not stand before it.
    ///
    /// - Parameter known: the anchors that do.
    static func unknownAnchor(_ name: String, _ span: SourceSpan, known: [String]) -> Diagnostic {
        Diagnostic(
            "unknown-anchor", "there is no anchor '&\(name.shortened)' before this alias", at: span,
            label: NearestName.of(name, among: known).map { "did you mean '*\($0)'?" },
            fix: "if the text itself begins with '*', put it in quotes")
    }

    /// An alias within the collection that it repeats.
    static func recursiveAlias(_ name: String, _ span: SourceSpan) -> Diagnostic {
        Diagnostic(
            "recursive-alias", "the alias '*\(name.shortened)' stands within what it repeats", at: span,
            fix: "if the text itself begins with '*', put it in quotes")
    }

    /// What follows `---` or `...` behind the document.
    static func severalDocuments(_ span: SourceSpan) -> Diagnostic {
        Diagnostic(
            "several-documents", "a second document begins; the file may hold one", at: span,
            fix: "put it into a file of its own")
    }

    /// The first collection beyond the limit.
    static func tooDeep(_ span: SourceSpan) -> Diagnostic {
        Diagnostic(
            "too-deep", "more than \(YAMLLimits.depth) lists and mappings within each other", at: span,
            label: "this one is not read any more")
    }

    /// The first node beyond the limit.
    static func tooManyNodes(_ span: SourceSpan) -> Diagnostic {
        Diagnostic(
            "too-many-nodes", "more than 50,000 keys and values, counting what aliases repeat", at: span,
            label: "this one is not read any more")
    }

    /// The first alias beyond the limit.
    static func tooManyAliases(_ span: SourceSpan) -> Diagnostic {
        Diagnostic(
            "too-many-aliases", "more than 1,000 aliases", at: span, label: "this one is not read any more")
    }
}

extension String {
    /// For a message: what is long is cut.
    var shortened: String {
        utf8.count <= 60 ? self : prefix(50) + "…"
    }
}
