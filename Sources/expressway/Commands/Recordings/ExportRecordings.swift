import ArgumentParser
import Diagnostics
import ExchangeJournal
import FileReading
import SystemPackage

struct ExportRecordings: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "har", abstract: "Writes exchanges as HAR 1.2, which the network panel of a browser opens.")

    @Argument(help: "The directory, as --directory names it.")
    var place: String?

    @OptionGroup var location: RecordingsLocation

    @Option(name: .customLong("id"), help: "Only this exchange; may be given several times (default: all).")
    var ids: [String] = []

    @Option(help: "The file to write, for you alone (default: to standard output).")
    var output: String?

    func run() throws {
        try Reporting.findings {
            let (directory, names) = try location.opened(or: place)
            let wanted = ids.isEmpty ? names : try ids.map { try RecordingsLocation.name($0, among: names) }
            var exchanges: [(String, RecordedExchange)] = []
            for name in wanted {
                do throws(UnreadableRecording) {
                    exchanges.append((name, try directory.exchange(name)))
                } catch {
                    Terminal.show(error.finding(name, severity: .warning))
                }
            }
            try write(JSONText.of(HTTPArchive(exchanges, version: expresswayVersion)))
            return .stopped
        }
    }

    private func write(_ text: String) throws(Diagnostic) {
        guard let output else { return Terminal.print(text) }
        let path = FileSystemFacts.currentDirectory.pushing(FilePath(output))
        do {
            let file = try FileDescriptor.open(
                path, .writeOnly, options: [.create, .truncate, .closeOnExec], permissions: [.ownerReadWrite])
            try file.closeAfter { _ = try file.writeAll((text + "\n").utf8) }
        } catch {
            throw Diagnostic("cannot-write", "cannot write '\(path.string)': \(error)")
        }
    }
}
