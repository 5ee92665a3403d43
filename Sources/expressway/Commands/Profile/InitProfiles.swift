import ArgumentParser
import Diagnostics
import FileReading
import ProfileReading
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
            try ProfileFileWriter.write(Array(Self.text.utf8), to: files.shared)
            Terminal.print("Wrote \(files.shared.string)")
            Terminal.print("Wrote \(try ProfileSchemaFile.write(beside: files).string)")
            if try Self.ignoreLocalFile(in: files.directory) {
                Terminal.print("Added \(ProfileFiles.localName) to .gitignore")
            }
            Terminal.print("\nNext: expressway profile show, or just start the server.")
            return .stopped
        }
    }

    private static let text = """
        \(ProfileSchemaFile.firstLine)
        # How this project runs, for everybody. Your own wishes go into \(ProfileFiles.localName), which git ignores.
        # Every option of the server is a key: 'expressway options' lists them, 'expressway explain OPTION' tells more.
        version: 1
        default: development
        profiles:
          base:
            abstract: true
            description: What all profiles have in common
            threads: 5
          development:
            description: At your desk
            extends: base
            reload-on-changes: true
          debug:
            description: One process that has your terminal, and the debugger where an exception goes unhandled
            extends: development
            debug-mode: true
            enable-debugger: true
          production:
            description: For 'setup-server' on a machine that serves others
            extends: base
            processes: 2
            access-log: true

        """

    /// - Returns: whether the line was missing, in a directory that is a repository's.
    private static func ignoreLocalFile(in directory: FilePath) throws(Diagnostic) -> Bool {
        let file = directory.appending(".gitignore")
        let bytes = FileSystemFacts.contents(of: file)
        guard bytes != nil || FileSystemFacts.exists(directory.appending(".git")) else { return false }
        let text = String(decoding: bytes ?? [], as: UTF8.self)
        let lines = text.split(whereSeparator: \.isNewline).map { $0.trimmingSpaces }
        guard !lines.contains(where: { ["/\(ProfileFiles.localName)", ProfileFiles.localName].contains(String($0)) })
        else {
            return false
        }
        let start = text.isEmpty || text.last?.isNewline == true ? text : text + "\n"
        try ProfileFileWriter.write(Array((start + "\(ProfileFiles.localName)\n").utf8), to: file)
        return true
    }
}

extension Substring {
    fileprivate var trimmingSpaces: Substring {
        var rest = drop(while: \.isWhitespace)
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return rest
    }
}
