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
            let (count, unreadable) =
                try output.map { output in
                    try Self.writing(output) { write in try export(wanted, of: directory, to: write) }
                } ?? export(wanted, of: directory) { Terminal.write($0, to: STDOUT_FILENO) }
            try unreadable.tell(beside: count, in: directory)
            return .stopped
        }
    }

    /// - Returns: how many were read, and what was not.
    private func export(
        _ names: [String], of directory: RecordingDirectory, to write: (String) throws -> Void
    ) rethrows -> (count: Int, unreadable: UnreadableRecordings) {
        var archive = ArchiveText()
        var unreadable = UnreadableRecordings()
        try write(archive.opening)
        for name in names {
            let exchange: RecordedExchange
            do throws(UnreadableRecording) {
                exchange = try directory.exchange(name)
            } catch {
                unreadable.add(name, error)
                continue
            }
            try write(archive.entry(name, exchange))
        }
        try write(archive.closing)
        return (archive.count, unreadable)
    }

    private static func writing<Result>(
        _ output: String, _ body: ((String) throws -> Void) throws -> Result
    ) throws(Diagnostic) -> Result {
        let path = FileSystemFacts.currentDirectory.pushing(FilePath(output))
        do {
            let file = try open(path)
            return try file.closeAfter { try body { _ = try file.writeAll($0.utf8) } }
        } catch {
            throw Diagnostic("cannot-write", "cannot write '\(path.string)': \(error)")
        }
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
