import ArgumentParser
import Diagnostics
import FileReading
import HostProbing
import ProjectFiles
import Scaffolding
import SystemPackage

struct UpdateProject: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "update",
        abstract: "Brings what has changed in the template into a project that 'expressway new' has made.",
        discussion: """
            Three-way: the template as it was, as it is, and the project. Where both have changed the same lines, both are left between conflict markers, and
            the command ends with \(ExitStatus.differs.rawValue). Nothing in the project may be uncommitted.
            """)

    @Option(help: ArgumentHelp("Another place of the template.", valueName: "template"))
    var template: String?

    @Option(
        name: .customLong("set"),
        help: ArgumentHelp("Answers a question anew; may be repeated.", valueName: "name=value"))
    var settings: [String] = []

    @Flag(help: "Change nothing; end with \(ExitStatus.differs.rawValue) if there is something to bring in. For CI.")
    var check = false

    func run() throws {
        try Reporting.findings {
            let project = try Self.project()
            let git = try GitProgram()
            if !check { try Self.checkIsCommitted(project, git) }
            let update = try ProjectUpdate(
                project, template: template, answers: try ScaffoldQuestions.answers(settings), git: git)
            guard !update.changes.isEmpty else {
                Terminal.print("'\(project.string)' is as its template is.")
                return .stopped
            }
            update.lines.forEach(Terminal.print)
            guard !check else { return .differs }
            try ProjectTransaction.apply(update.changes, in: project)
            guard update.hasConflicts else {
                Terminal.print("\nLook at it with 'git diff', then commit it.")
                return .stopped
            }
            Terminal.print("\nDecide what stands between the conflict markers, then commit it.")
            return .differs
        }
    }

    private static func project() throws(Diagnostic) -> FilePath {
        let start = FileSystemFacts.currentDirectory
        var directory = start
        while !FileSystemFacts.exists(directory.appending(ScaffoldRecord.path)) {
            guard !directory.components.isEmpty else {
                throw Diagnostic(
                    "no-answers", "there is no \(ScaffoldRecord.path) in '\(start.string)' or above it",
                    fix:
                        "only a project that 'expressway new' has made can be updated; 'expressway adopt' equips others"
                )
            }
            directory = directory.removingLastComponent()
        }
        return directory
    }

    private static func checkIsCommitted(_ project: FilePath, _ git: GitProgram) throws(Diagnostic) {
        let changed = try git.uncommitted(in: project)
        guard let first = changed.first else { return }
        let more = changed.count > 1 ? " and \(changed.count - 1) more" : ""
        throw Diagnostic(
            "uncommitted", "there are uncommitted changes: '\(first)'\(more)", notes: ["nothing was changed"],
            fix: "commit or stash them first, so that the update can be told apart and taken back")
    }
}
