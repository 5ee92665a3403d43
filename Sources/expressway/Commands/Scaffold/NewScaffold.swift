import Diagnostics
import PlanRendering
import ProjectFiles
import Scaffolding

/// A template's files with what belongs to every project: the schema for editors, and what `expressway update` has to know.
enum NewScaffold {
    /// - Parameter directory: as the user would type it.
    /// - Throws: everything that is wrong with the template.
    static func render(_ folder: TemplateFolder, _ record: ScaffoldRecord, directory: String) throws -> Scaffold {
        // 384 bits; Django wants 50 signs at least.
        let key = KernelRandomness.text(signs: 64)
        let scaffold = try Scaffold.render(
            folder.template, files: folder.files,
            answers: Dictionary(record.answers.map { ($0.name, $0.answer) }) { first, _ in first },
            values: [
                .name: record.name, .directory: ShellQuoting.quote(directory), .secretKey: key,
                .version: expresswayVersion,
            ])
        return scaffold.adding(record.files(for: scaffold) + schema(for: scaffold))
    }

    private static func schema(for scaffold: Scaffold) -> [Scaffold.File] {
        guard scaffold.files.contains(where: { $0.path == "expressway.yaml" }),
            !scaffold.files.contains(where: { $0.path == ProfileSchemaFile.name })
        else { return [] }
        return [
            Scaffold.File(
                path: ProfileSchemaFile.name, bytes: Array((ProfileSchema.json + "\n").utf8), mode: .ordinary)
        ]
    }
}
