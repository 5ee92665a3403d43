import Foundation
import TestSupport
import Testing

@testable import expressway

/// What the package `jsonschema` thinks of documents: an oracle with no line in common with the resolver.
enum SchemaVerdicts {
    /// - Parameter documents: JSON, each in one line.
    static func of(_ documents: [String]) throws -> [Bool] {
        let scratch = try ScratchDirectory()
        let schema = try scratch.write(ProfileSchema.json, to: "schema.json")
        let input = try scratch.write(documents.map { $0 + "\n" }.joined(), to: "documents")
        let judge = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
            "judge_documents.py")
        let result = try Program.run(
            "/bin/sh", ["-c", "exec \"$0\" \"$1\" \"$2\" <\"$3\"", try python(), judge.path, schema, input])
        try #require(result.status == 0, "\(result.errors)")
        let verdicts = result.output.split(separator: "\n").map { $0 == "1" }
        try #require(verdicts.count == documents.count)
        return verdicts
    }

    /// That of the tools: python/requirements-dev.txt pins the package.
    private static func python() throws -> String {
        let top = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../..")
            .standardized
        let path = top.appendingPathComponent(".venv-tools/bin/python").path
        try #require(
            FileManager.default.isExecutableFile(atPath: path), "the tools are missing; make them: scripts/tools")
        return path
    }
}
