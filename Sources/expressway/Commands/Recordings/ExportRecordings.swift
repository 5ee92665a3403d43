import ArgumentParser
import Diagnostics
import ExchangeJournal
import FileReading
import Glibc
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
            guard let output else {
                try export(wanted, of: directory) { Terminal.write($0, to: STDOUT_FILENO) }
                return .stopped
            }
            let path = FileSystemFacts.currentDirectory.pushing(FilePath(output))
            do {
                let file = try Self.open(path)
                try file.closeAfter { try export(wanted, of: directory) { _ = try file.writeAll($0.utf8) } }
            } catch {
                throw Diagnostic("cannot-write", "cannot write '\(path.string)': \(error)")
            }
            return .stopped
        }
    }

    /// What cannot be read is told and left out.
    private func export(
        _ names: [String], of directory: RecordingDirectory, to write: (String) throws -> Void
    ) throws {
        var archive = ArchiveText()
        try write(archive.opening)
        for name in names {
            let exchange: RecordedExchange
            do throws(UnreadableRecording) {
                exchange = try directory.exchange(name)
            } catch {
                Terminal.show(error.finding(name, severity: .warning))
                continue
            }
            try write(archive.entry(name, exchange))
        }
        try write(archive.closing)
    }

    /// For its user alone, also where the file was there for others.
    private static func open(_ path: FilePath) throws -> FileDescriptor {
        let file = try FileDescriptor.open(
            path, .writeOnly, options: [.create, .truncate, .closeOnExec], permissions: [.ownerReadWrite])
        var status = stat()
        if fstat(file.rawValue, &status) == 0, status.st_mode & S_IFMT == S_IFREG {
            fchmod(file.rawValue, S_IRUSR | S_IWUSR)
        }
        return file
    }
}
