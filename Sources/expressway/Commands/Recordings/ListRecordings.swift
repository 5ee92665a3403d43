import ArgumentParser
import Diagnostics
import ExchangeJournal

struct ListRecordings: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Lists what was recorded, the oldest first.",
        discussion: "The first column names the exchange for 'expressway recordings show'.")

    @Argument(help: "The directory, as --directory names it.")
    var place: String?

    @OptionGroup var location: RecordingsLocation

    @Option(help: "Only so many, the newest.")
    var limit: Int?

    @Flag(help: "As JSON, for other programs.")
    var json = false

    func run() throws {
        try Reporting.findings {
            let (directory, names) = try location.opened(or: place)
            var rows: [RecordingRow] = []
            var unreadable = UnreadableRecordings()
            for name in names.suffix(max(0, limit ?? names.count)) {
                do throws(UnreadableRecording) {
                    rows.append(RecordingRow(name, try directory.description(of: name)))
                } catch {
                    unreadable.add(name, error)
                }
            }
            if unreadable.isEmpty || !rows.isEmpty {
                Terminal.print(json ? JSONText.of(rows) : RecordingRow.table(rows))
            }
            try unreadable.tell(beside: rows.count, in: directory)
            return .stopped
        }
    }
}
