import ArgumentParser
import Diagnostics
import FoundationEssentials
import ProfileReading
import ProfileResolution
import SystemPackage

struct ListProfiles: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "Lists the profiles.")

    @Flag(help: "As JSON, for other programs.")
    var json = false

    func run() throws {
        try Reporting.findings {
            let workspace = try ProfileWorkspace.open()
            try workspace.loader.library.findings.throwIfErrors()
            let chosen = try? workspace.choose(nil)
            let rows = workspace.resolver.names.map { Row($0, workspace, isChosen: $0 == chosen) }
            Terminal.print(json ? JSONText.of(rows) : Self.table(rows))
            return .stopped
        }
    }

    private static func table(_ rows: [Row]) -> String {
        guard !rows.isEmpty else { return "No profile yet." }
        let width = rows.map(\.name.count).max() ?? 0
        return rows.map { row in
            let name = row.name + String(repeating: " ", count: width - row.name.count)
            let marks =
                (row.abstract ? ["abstract"] : [])
                + (row.extends.isEmpty ? [] : ["extends \(row.extends.joined(separator: ", "))"])
            return [
                row.chosen ? "* \(name)" : "  \(name)", row.description,
                marks.isEmpty ? nil : "(\(marks.joined(separator: "; ")))", row.place,
            ]
            .compactMap { $0 }.joined(separator: "  ")
        }.joined(separator: "\n")
    }

    private struct Row: Encodable {
        let name: String
        let description: String?
        let abstract: Bool
        let extends: [String]
        /// The one that a server would use here.
        let chosen: Bool
        let place: String

        init(_ name: String, _ workspace: ProfileWorkspace, isChosen: Bool) {
            let definitions = workspace.resolver.definitions(of: name)
            self.name = name
            description = definitions.compactMap(\.description).last
            abstract = definitions.contains(where: \.isAbstract)
            extends = definitions.flatMap(\.parents).map { $0.span.text }
            chosen = isChosen
            place = definitions.map { "\($0.name.span.source.name):\($0.name.span.start.line)" }.joined(separator: ", ")
        }
    }
}
