import ArgumentParser
import Diagnostics
import ExchangeJournal
import FileReading
import LogPresentation
import SystemPackage

/// Where the recordings of a command lie, and how one is named there.
struct RecordingsLocation: ParsableArguments {
    @Option(help: "Where the recorder wrote them (default: .expressway/recordings).")
    var directory: String?

    /// - Parameter argument: the directory as a word by itself.
    /// - Throws: a finding where there is no such directory.
    func opened(or argument: String? = nil) throws(Diagnostic) -> (RecordingDirectory, names: [String]) {
        let given = directory ?? argument ?? ".expressway/recordings"
        let path = FileSystemFacts.currentDirectory.pushing(FilePath(given))
        let recordings = RecordingDirectory(path)
        do {
            return (recordings, try recordings.names())
        } catch {
            throw Diagnostic(
                "no-recordings", "no recordings can be read in '\(path.string)': \(error)",
                fix: "record some with --enable-recorder, or name their directory with --directory")
        }
    }

    /// - Parameter wanted: the whole name, its beginning or its end, as `list` shows it; or `last`.
    /// - Throws: a finding where that is none, or several.
    static func name(_ wanted: String, among names: [String]) throws(Diagnostic) -> String {
        if wanted == "last", let last = names.last { return last }
        if names.contains(wanted) { return wanted }
        let found = names.filter { $0.hasPrefix(wanted) || $0.hasSuffix("-\(wanted)") }
        guard let name = found.first else {
            throw Diagnostic(
                "unknown-recording", "there is no recording '\(wanted)'",
                fix: "look for its name with: expressway recordings list")
        }
        guard found.count == 1 else {
            throw Diagnostic(
                "unknown-recording", "'\(wanted)' stands for \(found.count) recordings",
                fix: "write more of the name: '\(name)'")
        }
        return name
    }
}

extension UnreadableRecording {
    /// - Parameter name: of the exchange.
    func finding(_ name: String, severity: Diagnostic.Severity = .error) -> Diagnostic {
        Diagnostic(
            "unreadable-recording", "'\(TerminalText.printable(name.utf8))' was not read: \(self)", severity: severity)
    }
}
