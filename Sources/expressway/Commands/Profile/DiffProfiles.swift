import ArgumentParser
import Diagnostics
import OptionCatalogue
import ProfileResolution

struct DiffProfiles: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "Shows in which values two profiles differ.",
        discussion: "Ends with 0 if they come to the same, else with \(ExitStatus.differs.rawValue), as diff does.")

    @Argument(help: "One profile.")
    var first: String

    @Argument(help: "The other one.")
    var second: String

    func run() throws {
        try Reporting.findings {
            let workspace = try ProfileWorkspace.open()
            let names = (try workspace.choose(first), try workspace.choose(second))
            let profiles = (try workspace.resolve(names.0), try workspace.resolve(names.1))
            let differences = ProfileDifference.all(from: profiles.0, to: profiles.1)
            guard !differences.isEmpty else {
                Terminal.print("'\(names.0)' and '\(names.1)' come to the same.")
                return .stopped
            }
            let width = differences.map(\.option.text.count).max() ?? 0
            for difference in differences {
                let name = difference.option.text
                Terminal.print(
                    "\(name)\(String(repeating: " ", count: width - name.count))  \(difference.before ?? "–")  →  \(difference.after ?? "–")"
                )
            }
            return .differs
        }
    }
}
