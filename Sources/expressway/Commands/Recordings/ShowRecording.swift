import ArgumentParser
import Diagnostics
import ExchangeJournal
import LogPresentation

struct ShowRecording: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Shows one exchange: both heads, bodies that are text, exceptions, the environ.")

    @Argument(help: "Its name as 'list' shows it, or the beginning or the end of the whole one; or 'last'.")
    var id: String

    @OptionGroup var location: RecordingsLocation

    func run() throws {
        try Reporting.findings {
            let (directory, names) = try location.opened()
            let name = try RecordingsLocation.name(id, among: names)
            do throws(UnreadableRecording) {
                Terminal.print(RecordingPage(name, try directory.exchange(name)).text)
            } catch {
                throw error.finding(name)
            }
            return .stopped
        }
    }
}
