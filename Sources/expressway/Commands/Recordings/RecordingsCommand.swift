import ArgumentParser

struct RecordingsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "recordings",
        abstract: "Shows the requests and responses that --enable-recorder wrote down.",
        subcommands: [ListRecordings.self, ShowRecording.self, ExportRecordings.self])
}
