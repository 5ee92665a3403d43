import ArgumentParser
import Diagnostics
import FileReading
import Glibc
import HostProbing
import ProjectFiles
import Scaffolding
import SystemPackage

struct AdoptProject: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "adopt",
        abstract: "Equips a Django project that is there already: profiles, settings, ignore entries.",
        discussion: """
            Shows what it would do and asks. What a file was before is kept in .expressway/adopted, so that --undo gives back every byte. Where all is in
            place, nothing is changed.
            """)

    @Argument(help: ArgumentHelp("Where the project is (default: here).", valueName: "directory"))
    var directory: String?

    @Flag(help: "Show every line that would change; change nothing.")
    var diff = false

    @Flag(help: "Show which files would change; change nothing.")
    var dryRun = false

    @Flag(help: "Do not ask.")
    var yes = false

    @Flag(help: "Take it back.")
    var undo = false

    func run() throws {
        try Reporting.findings {
            let start = FileSystemFacts.currentDirectory.pushing(FilePath(directory ?? ".")).lexicallyNormalized()
            let project = try ExistingProject.find(from: start)
            return undo ? try takeBack(project) : try adopt(project)
        }
    }

    private func adopt(_ project: ExistingProject) throws -> ExitStatus {
        let adoption = try Adoption(project)
        adoption.warnings.forEach { Terminal.show($0) }
        let record = AdoptionRecord(project: project.directory)
        guard !adoption.changes.isEmpty else {
            Terminal.print("'\(project.directory.string)' has all that it needs; nothing is changed.")
            return .stopped
        }
        show(adoption.changes, in: project.directory)
        guard try isWanted else { return .stopped }
        let isFirst = !record.isThere
        // What has failed before has nothing to do with the adoption.
        let failedBefore = try failedCheck(project)
        try ProjectTransaction.apply(record.remembering(adoption.changes), in: project.directory)
        if failedBefore == nil, isFirst, let failed = try failedCheck(project) {
            try ProjectTransaction.apply(try record.undoing(), in: project.directory)
            record.remove()
            throw Diagnostic(
                "check-failed", "'manage.py check' failed with the changes, so all is as it was: \(failed)",
                fix:
                    "'expressway settings show' prints what to add by hand; 'expressway profile init' makes the profiles"
            )
        }
        Terminal.print((["", "Next:", ""] + adoption.next.map { "  " + $0 }).joined(separator: "\n"))
        return .stopped
    }

    private func failedCheck(_ project: ExistingProject) throws(Diagnostic) -> String? {
        try SettingsProbe.failedCheck(
            manage: project.directory.appending("manage.py"), python: ProjectPython.executable)
    }

    private func takeBack(_ project: ExistingProject) throws -> ExitStatus {
        let record = AdoptionRecord(project: project.directory)
        guard record.isThere else {
            throw Diagnostic(
                "not-adopted", "'\(project.directory.string)' has no record of an adoption here",
                notes: ["it is in .expressway/adopted, which is in no commit"])
        }
        let changes = try record.undoing()
        show(changes, in: project.directory)
        guard try isWanted else { return .stopped }
        try ProjectTransaction.apply(changes, in: project.directory)
        record.remove()
        Terminal.print("It is as it was.")
        return .stopped
    }

    private func show(_ changes: [FileChange], in directory: FilePath) {
        for change in changes {
            let before = FileSystemFacts.contents(of: directory.appending(change.path))
            if diff, change.path != ProfileSchemaFile.name {
                Terminal.write(
                    LineDifference.unified(change.path, before: before, after: change.bytes), to: STDOUT_FILENO)
            } else {
                let what = change.bytes == nil ? "removed" : before == nil ? "created" : "changed"
                Terminal.print("  \(what)  \(change.path)")
            }
        }
    }

    /// Whether to go on.
    private var isWanted: Bool {
        get throws {
            if diff || dryRun { return false }
            if yes { return true }
            guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else {
                throw Diagnostic(
                    "not-confirmed", "there is no terminal to ask, so nothing was changed",
                    fix: "say --yes to do it, --diff to see it")
            }
            Terminal.write("Do it? [y/N] ", to: STDOUT_FILENO)
            return ["y", "yes"].contains(readLine()?.lowercased())
        }
    }
}
