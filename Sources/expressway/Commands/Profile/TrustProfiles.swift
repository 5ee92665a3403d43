import ArgumentParser
import Diagnostics
import ProfileReading
import ProfileResolution
import SystemPackage

struct TrustProfiles: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trust",
        abstract: "Allows what the profiles let the server run besides the application.",
        discussion: """
            Shows every such value and remembers it for this project: a file that came with a repository is asked about once, and again when one of these
            values changes. What was remembered before and is no longer there is forgotten.
            """)

    @Flag(help: "Only show; allow nothing.")
    var list = false

    func run() throws {
        try Reporting.findings {
            let workspace = try ProfileWorkspace.open()
            try workspace.loader.library.findings.throwIfErrors()
            guard let store = TrustStore(project: workspace.files.directory) else {
                throw Diagnostic(
                    "no-home", "you have no home directory to remember it in", fix: "set HOME or XDG_STATE_HOME")
            }
            let questions = try Self.questions(workspace)
            let known = store.lines
            for question in questions {
                let mark = known.contains(question.line) ? "trusted" : list ? "not trusted" : "now trusted"
                Terminal.print(
                    "\(question.line)   \(question.span.source.name):\(question.span.start.line)   (\(mark))")
            }
            if questions.isEmpty { Terminal.print("The profiles run nothing but the application.") }
            guard !list else { return .stopped }
            do throws(Errno) {
                try store.replace(Set(questions.map(\.line)))
            } catch {
                throw Diagnostic("cannot-remember", "'\(store.file.string)' cannot be written: \(error)")
            }
            return .stopped
        }
    }

    /// Of all profiles that can be run, each value once.
    private static func questions(_ workspace: ProfileWorkspace) throws(Findings) -> [TrustQuestion] {
        var questions: [TrustQuestion] = []
        for name in workspace.resolver.names where !workspace.resolver.isAbstract(name) {
            let found = TrustQuestion.all(in: try workspace.resolver.layers(of: name)) {
                workspace.loader.packageFiles.contains($0.source.name)
            }
            for question in found where !questions.contains(where: { $0.line == question.line }) {
                questions.append(question)
            }
        }
        return questions
    }
}
