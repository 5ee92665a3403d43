public import Diagnostics

/// Reads YAML 1.2 in the part that configuration needs: one document, no tags, no merge keys, keys that are scalars.
///
/// The limits of `YAMLLimits` hold against hostile files: whatever the text, reading ends within a fraction of a second.
public enum YAMLReader {
    /// - Returns: the document's value; nil if there is none (an empty text, comments alone, `---` alone).
    /// - Throws: every finding up to the place where the text cannot be understood any further, in the order of the text, all of them errors
    ///   with a span: `too-large`, `invalid-utf-8`, `control-character`, `too-much-white-space`, `yaml-version`, `yaml-syntax`, `yaml-tag`,
    ///   `duplicate-key`, `merge-key`, `key-not-scalar`, `null-key`, `unknown-anchor`, `recursive-alias`, `several-documents`, `too-deep`,
    ///   `too-many-nodes`, `too-many-aliases`.
    public static func read(_ source: SourceText) throws(Findings) -> YAMLNode? {
        try TextCheck.check(source)
        var composer = NodeComposer(source)
        return try composer.compose()
    }
}
