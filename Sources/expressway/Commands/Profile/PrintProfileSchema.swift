import ArgumentParser
import SystemPackage

struct PrintProfileSchema: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "Prints the JSON Schema of profile files, or writes it where editors look for it.")

    @Flag(help: "Write it to \(ProfileSchemaFile.name) beside the profile file.")
    var write = false

    func run() throws {
        try Reporting.findings {
            guard write else {
                Terminal.print(ProfileSchema.json)
                return .stopped
            }
            let path = try ProfileSchemaFile.write(beside: ProfileWorkspace().files)
            Terminal.print("Wrote \(path.string)")
            return .stopped
        }
    }
}
