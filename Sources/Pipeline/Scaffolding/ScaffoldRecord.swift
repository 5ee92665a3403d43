public import Diagnostics
import SpannedYAML

/// What a project remembers of how it was made, in `.expressway`.
public struct ScaffoldRecord: Sendable {
    /// Of the engine that made or updated it.
    public let version: String
    /// One of Expressway's, `package:…`, or a path from the project.
    public let template: String
    /// The project's.
    public let name: String
    /// In the template's order.
    public let answers: [(name: String, answer: String)]

    /// Where it lies in the project.
    public static let path = ".expressway/answers.yaml"
    /// Below it lies each file as the template made it.
    public static let originals = ".expressway/template/"

    /// - Parameters:
    ///   - version: of the engine.
    ///   - template: one of Expressway's, `package:…`, or a path from the project.
    ///   - name: the project's.
    ///   - answers: in the template's order.
    public init(version: String, template: String, name: String, answers: [(name: String, answer: String)]) {
        self.version = version
        self.template = template
        self.name = name
        self.answers = answers
    }

    /// The record itself, and each file as it is now. What is private is not kept: it is in no commit either.
    public func files(for scaffold: Scaffold) -> [Scaffold.File] {
        let originals = scaffold.files.filter { $0.mode != .private }.map {
            Scaffold.File(path: Self.originals + $0.path, bytes: $0.bytes, mode: .ordinary)
        }
        return [Scaffold.File(path: Self.path, bytes: Array(text.utf8), mode: .ordinary)] + originals
    }

    private var text: String {
        let fields = [("expressway", version), ("template", template), ("name", name)]
        let lines =
            ["# What 'expressway new' was told. 'expressway update' reads it; commit it.", "version: 1"]
            + fields.map { "\($0): \(Self.quoted($1))" }
            + (answers.isEmpty ? [] : ["answers:"] + answers.map { "  \($0.name): \(Self.quoted($0.answer))" })
        return lines.map { $0 + "\n" }.joined()
    }

    /// In single quotes, within which YAML knows nothing but the quote itself. Control characters are in no path that the terminal could name.
    private static func quoted(_ text: String) -> String {
        "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
    }

    /// - Throws: what is wrong with the file.
    public static func read(_ source: SourceText) throws(Findings) -> ScaffoldRecord {
        guard let root = try YAMLReader.read(source), case .mapping(let entries) = root.content else {
            throw Findings([Diagnostic("answers", "names with values were expected", at: source.span)])
        }
        let text = { (name: String) throws(Findings) -> String in
            guard let entry = entries.first(where: { $0.name == name }), case .scalar(let scalar) = entry.value.content
            else { throw Findings([Diagnostic("answers", "'\(name)' is missing", at: SourceSpan(source, at: 0))]) }
            return scalar.text
        }
        guard try text("version") == "1" else {
            throw Findings([
                Diagnostic("answers", "it was written by a newer Expressway", at: root.span, fix: "update Expressway")
            ])
        }
        var answers: [(name: String, answer: String)] = []
        if let entry = entries.first(where: { $0.name == "answers" }), case .mapping(let all) = entry.value.content {
            for answer in all {
                guard case .scalar(let scalar) = answer.value.content else { continue }
                answers.append((answer.name, scalar.text))
            }
        }
        return ScaffoldRecord(
            version: try text("expressway"), template: try text("template"), name: try text("name"), answers: answers)
    }
}
