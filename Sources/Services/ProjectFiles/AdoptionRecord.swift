public import Diagnostics
import FileReading
import Glibc
import Scaffolding
public import SystemPackage

/// What `expressway adopt` has changed in a project, byte by byte, so that it can be taken back.
///
/// Below `.expressway/adopted` lie the changed files twice: `before` as they were, unless they are new, and `after` as they became.
public struct AdoptionRecord {
    private static let root = ".expressway/adopted"
    private let project: FilePath

    public init(project: FilePath) {
        self.project = project
    }

    /// Whether there is something to take back.
    public var isThere: Bool {
        FileSystemFacts.kind(of: project.appending(Self.root).appending("after")) == .directory
    }

    /// The changes, and those that remember them.
    public func remembering(_ changes: [FileChange]) -> [FileChange] {
        let kept = changes.flatMap { change -> [FileChange] in
            let before = "\(Self.root)/before/\(change.path)"
            let after = FileChange(path: "\(Self.root)/after/\(change.path)", bytes: change.bytes, mode: Self.mode)
            // What the first adoption found counts: that is what the project was like.
            let isKnown = FileSystemFacts.exists(project.appending(after.path))
            guard !isKnown, let bytes = FileSystemFacts.contents(of: project.appending(change.path)) else {
                return [after]
            }
            return [FileChange(path: before, bytes: bytes, mode: Self.mode), after]
        }
        let ignoring = "\(Self.root)/.gitignore"
        let isIgnored = FileSystemFacts.exists(project.appending(ignoring))
        return changes + kept + (isIgnored ? [] : [FileChange(path: ignoring, bytes: Array("*\n".utf8))])
    }

    /// Private files may be among them.
    private static let mode = Template.Mode.private.bits

    /// The changes that take it back; the record itself goes with ``remove()``.
    ///
    /// - Throws: findings for files that were changed since.
    public func undoing() throws(Findings) -> [FileChange] {
        var findings = Findings()
        var changes: [FileChange] = []
        let after = project.appending(Self.root).appending("after")
        for path in ProjectDirectory.files(below: after) {
            let current = FileSystemFacts.contents(of: project.appending(path))
            let before = FileSystemFacts.contents(of: project.appending(Self.root).appending("before").appending(path))
            guard current != before else { continue }
            guard current == FileSystemFacts.contents(of: after.appending(path)) else {
                findings.add(
                    Diagnostic(
                        "changed-since", "'\(path)' was changed since it was adopted", notes: ["nothing was changed"],
                        fix: before == nil
                            ? "remove it yourself, then undo again"
                            : "take your change out first, or put back '\(Self.root)/before/\(path)' yourself"))
                continue
            }
            changes.append(FileChange(path: path, bytes: before))
        }
        try findings.throwIfErrors()
        return changes
    }

    /// Forgets it, with the directories that are empty then.
    public func remove() {
        Self.remove(project.appending(Self.root))
        rmdir(project.appending(".expressway").string)
    }

    private static func remove(_ path: FilePath) {
        for name in FileSystemFacts.names(in: path) {
            let child = path.appending(name)
            if unlink(child.string) != 0 { remove(child) }
        }
        rmdir(path.string)
    }
}
