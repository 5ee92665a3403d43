import ArgumentParser
import Diagnostics
import FileReading
import ProfileReading
import Scaffolding
import SystemPackage

struct InitProfiles: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Writes a first expressway.yaml for the team, with the schema for editors.",
        discussion:
            "Nothing that is there already is overwritten. The personal expressway.local.yaml goes into .gitignore.")

    func run() throws {
        try Reporting.findings {
            let files = ProfileWorkspace().files
            guard !files.hasShared else {
                throw Diagnostic(
                    "already-there", "'\(files.shared.string)' is there already",
                    fix: "'expressway profile set' changes it")
            }
            try ProfileFileWriter.write(Array(FirstProfiles.text().utf8), to: files.shared)
            Terminal.print("Wrote \(files.shared.string)")
            Terminal.print("Wrote \(try ProfileSchemaFile.write(beside: files).string)")
            if try Self.ignoreLocalFile(in: files.directory) {
                Terminal.print("Added \(ProfileFiles.localName) to .gitignore")
            }
            Terminal.print("\nNext: expressway profile show, or just start the server.")
            return .stopped
        }
    }

    /// - Returns: whether the line was missing, in a directory that is a repository's.
    private static func ignoreLocalFile(in directory: FilePath) throws(Diagnostic) -> Bool {
        let file = directory.appending(".gitignore")
        let bytes = FileSystemFacts.contents(of: file)
        guard bytes != nil || FileSystemFacts.exists(directory.appending(".git")),
            let ignoring = IgnoredNames.adding([ProfileFiles.localName], to: bytes)
        else { return false }
        try ProfileFileWriter.write(ignoring, to: file)
        return true
    }
}
