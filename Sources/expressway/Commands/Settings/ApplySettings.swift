import ArgumentParser
import Diagnostics
import DjangoSnippets
import Glibc
import HostProbing
import SystemPackage

struct ApplySettings: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "apply",
        abstract: "Puts the settings that follow the server into a settings module, or takes them out again.",
        discussion:
            "DEBUG is changed where it stands, the rest goes into a marked block at the end. Twice changes nothing.")

    @Argument(help: "The settings module's file (default: the one that manage.py names).")
    var file: String?

    @Option(help: "The settings module by its dotted name, in place of the one that manage.py names.")
    var module: String?

    @Flag(help: "Show what would change, and change nothing.")
    var diff = false

    @Flag(help: "Tell by the exit code whether it is in place and current.")
    var check = false

    @Flag(help: "Take it out again.")
    var undo = false

    @Flag(help: "Replace a block that was edited by hand.")
    var force = false

    @Flag(name: .customLong("without-app"), help: "Leave INSTALLED_APPS alone.")
    var withoutApplication = false

    @OptionGroup var arguments: SnippetArguments

    func validate() throws {
        guard [diff, check, undo].count(where: { $0 }) <= 1 else {
            throw ValidationError("--diff, --check and --undo exclude each other")
        }
        guard file == nil || module == nil else { throw ValidationError("FILE and --module exclude each other") }
    }

    func run() throws {
        try Reporting.findings {
            let snippet = try arguments.snippet()
            let parts = snippet.parts.subtracting([.debug])
            var words = ["-m", "expressway.settings_editing", action]
            if let file { words += ["--file=\(file)"] }
            if let module { words += ["--module=\(module)"] }
            words += ["--block=\(SettingsSnippet(parts: parts, logging: snippet.logging).text)"]
            if !snippet.parts.contains(.debug) { words.append("--without-debug") }
            if withoutApplication { words.append("--without-app") }
            if force { words.append("--force") }
            throw try become(PythonProbe.find(), words)
        }
    }

    private var action: String {
        if diff { return "diff" }
        if check { return "check" }
        return undo ? "undo" : "apply"
    }

    /// Replaces this program by the project's Python, which holds the one parser that reads settings for certain.
    ///
    /// - Returns: why that was not possible.
    private func become(_ python: FilePath, _ words: [String]) -> Diagnostic {
        if let package = PackageDirectory.nearEngine {
            let inherited = getenv("PYTHONPATH").map { ":" + String(cString: $0) } ?? ""
            setenv("PYTHONPATH", package.removingLastComponent().string + inherited, 1)
        }
        let pointers: [UnsafeMutablePointer<CChar>?] = ([python.string] + words).map { strdup($0) } + [nil]
        execv(python.string, pointers)
        return Diagnostic("no-python", "'\(python.string)' cannot be run: \(Errno(rawValue: errno))")
    }
}
