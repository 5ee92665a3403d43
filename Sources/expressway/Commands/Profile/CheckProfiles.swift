import ArgumentParser
import Diagnostics
import ProfileResolution

struct CheckProfiles: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Finds everything that is wrong with any profile, at once.",
        discussion: "Ends with \(ExitStatus.refused.rawValue) if there is an error: for hooks and CI.")

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text
        case json
        /// Source: GitHub Actions, workflow commands.
        case github
    }

    @Option(help: "text, json, or github for annotations in GitHub Actions.")
    var format = Format.text

    @Flag(help: "Do not complain about variables that are not set here: they may be set where the server runs.")
    var allowUnset = false

    func run() throws {
        try Reporting.findings {
            let workspace = try ProfileWorkspace.open()
            let all = workspace.resolver.check().all.filter { !allowUnset || $0.id != "unset-variable" }
            let findings = Findings(all)
            switch format {
            case .text:
                if !all.isEmpty { Terminal.show(findings) }
                Terminal.print(Self.summary(findings, workspace.resolver.names.count))
            case .json: Terminal.print(JSONText.of(all.map(FindingDocument.init)))
            case .github: for finding in all { Terminal.print(WorkflowCommand.text(for: finding)) }
            }
            return findings.hasErrors ? .refused : .stopped
        }
    }

    private static func summary(_ findings: Findings, _ profiles: Int) -> String {
        let count = { (number: Int, word: String) in "\(number) \(word)\(number == 1 ? "" : "s")" }
        let errors = findings.all.count { $0.severity == .error }
        let parts = [
            errors > 0 ? count(errors, "error") : nil,
            findings.all.count > errors ? count(findings.all.count - errors, "warning") : nil,
        ]
        let found = parts.compactMap { $0 }.joined(separator: ", ")
        return "\(count(profiles, "profile")): \(found.isEmpty ? "nothing is wrong" : found)"
    }
}
