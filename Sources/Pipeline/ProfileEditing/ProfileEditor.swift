public import Diagnostics
import SpannedYAML

/// Changes one value in a profile file and leaves every other byte as it is: comments, empty lines, quotes, indentation, line ends.
///
/// The result has been read again and compared: it is the same tree but for the one value, with the same comments.
public enum ProfileEditor {
    /// Gives a key a value, and adds the key if it is not there.
    ///
    /// A value that is there is replaced in its style; one that says the same already stays as it is, to the byte. A new key goes behind the last
    /// one of its mapping: in braces as `, key: value`, else on a line of its own, below the comments that are indented deeper than its
    /// neighbours and above all others. Mappings that the path needs and the file has not are added.
    ///
    /// - Returns: the file's new content.
    /// - Throws: the findings of `YAMLReader.read`; `edit-alias` if an alias stands there, or would change too; `edit-impossible` if a value on
    ///   the way is no mapping, or the text leaves no way to change this and nothing else.
    public static func set(_ path: ProfilePath, to value: EditedValue, in source: SourceText) throws(Findings)
        -> [UInt8]
    {
        let document = try ProfileDocument(source)
        let route = Route(path, in: document)
        if case .entry(let entry) = route.end, value.isMeant(by: entry.value) { return source.bytes }
        let planner = EditPlanner(document: document, path: path, route: route)
        let (place, edits) = try planner.edits(toSet: value)
        return try checked(edits, .init(before: document, path: path, change: .set(value)), place)
    }

    /// Takes a key out: its lines with the comment behind its value, or its part of the braces. Comments above stay.
    ///
    /// This takes back, to the byte, what `set` added to a mapping. What it added to a key without a value or to an empty document is taken
    /// back to the byte with `leaving: .nothing`.
    ///
    /// - Parameter remainder: what is left of a block mapping when the key was its last one.
    /// - Returns: the file's new content.
    /// - Throws: the findings of `YAMLReader.read`; `nothing-to-unset` if there is no such key; `edit-alias` if an alias would change too;
    ///   `edit-impossible` if the text leaves no way to change this and nothing else.
    public static func unset(_ path: ProfilePath, in source: SourceText, leaving remainder: EmptiedMapping = .braces)
        throws(Findings) -> [UInt8]
    {
        let document = try ProfileDocument(source)
        let planner = EditPlanner(document: document, path: path, route: Route(path, in: document))
        let (place, edits) = try planner.edits(toUnsetLeaving: remainder)
        let mayLeaveNothing = remainder == .nothing
        return try checked(
            edits, .init(before: document, path: path, change: .unset(mayLeaveNothing: mayLeaveNothing)), place)
    }

    /// - Returns: the text after the first of the edits that does what it is meant to do.
    private static func checked(_ edits: [TextEdit], _ check: EditCheck, _ place: SourceSpan) throws(Findings)
        -> [UInt8]
    {
        var objections: [String] = []
        for edit in edits {
            let text = edit.applied(to: check.before.source.bytes)
            guard let objection = check.objection(to: edit, text) else { return text }
            if !objections.contains(objection) { objections.append(objection) }
        }
        throw Findings([.editImpossible(check.path, at: place, reasons: objections)])
    }
}
