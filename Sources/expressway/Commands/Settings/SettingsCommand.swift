import ArgumentParser

struct SettingsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "settings",
        abstract: "Lets Django's settings follow the mode of the server.",
        subcommands: [ShowSettings.self, ApplySettings.self])
}
