import ArgumentParser
import Diagnostics

/// Where a change goes.
struct EditArguments: ParsableArguments {
    @Option(
        name: .customLong("in"),
        help: ArgumentHelp("The profile to change (default: the one that a server would use here).", valueName: "name"))
    var profile: String?

    @Flag(help: "Change expressway.local.yaml, which is yours alone, in place of expressway.yaml.")
    var local = false
}

struct SetProfileValue: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "set",
        abstract: "Sets one value in a profile and leaves every other byte of the file as it is.",
        discussion: """
            expressway profile set processes 4 --in production
            expressway profile set setenv GREETING hello
            expressway profile set python-path src lib
            """)

    @Argument(help: "The option, or one of: default, requires, extends, abstract, description.")
    var key: String

    @Argument(
        help: "The value; of a list each element; of a mapping a name and its value. Negative numbers go behind '--'.")
    var words: [String] = []

    @Flag(help: "Go back to the built-in default, also where the value is inherited (writes null).")
    var null = false

    @OptionGroup var target: EditArguments

    func run() throws {
        try Reporting.findings {
            let edit = ProfileEdit(workspace: ProfileWorkspace(), isLocal: target.local, profile: target.profile)
            if null { try edit.reset(key) } else { try edit.set(key, words) }
            return .stopped
        }
    }
}

struct UnsetProfileValue: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "unset",
        abstract: "Takes one value out of a profile and leaves every other byte of the file as it is.")

    @Argument(help: "The option, or one of: default, requires, extends, abstract, description.")
    var key: String

    @Argument(help: "The name in the mapping; without it the whole option goes.")
    var name: String?

    @OptionGroup var target: EditArguments

    func run() throws {
        try Reporting.findings {
            let workspace = try ProfileWorkspace.open()
            try ProfileEdit(workspace: workspace, isLocal: target.local, profile: target.profile).unset(key, name)
            return .stopped
        }
    }
}
