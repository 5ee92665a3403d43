import ArgumentParser

/// Which profile a command works with.
struct ProfileArguments: ParsableArguments {
    @Option(
        name: .customLong("profile"),
        help: ArgumentHelp(
            "The profile of expressway.yaml to use (default: what EXPRESSWAY_PROFILE or the file's 'default' names).",
            valueName: "name"))
    var name: String?

    @Flag(name: .customLong("no-profile"), help: "Leave expressway.yaml alone.")
    var none = false

    func validate() throws {
        guard name == nil || !none else { throw ValidationError("'--profile' and '--no-profile' exclude each other") }
    }
}
