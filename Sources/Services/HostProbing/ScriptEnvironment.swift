public import Diagnostics
import FileReading
public import SystemPackage

/// The environment that a shell script leaves behind.
public enum ScriptEnvironment {
    /// Lets a shell read a script and takes what it exports; the script's path is an argument and never a part of a command.
    ///
    /// - Throws: a finding where the shell cannot be run or the script fails.
    public static func read(_ script: FilePath, shell: FilePath) throws(Diagnostic) -> [(name: String, value: String)] {
        let program = ". \"$1\" >&2 && exec env -0"
        let output: ProgramOutput
        do throws(Errno) {
            output = try ProgramOutput.start(shell, ["-c", program, shell.string, script.string]).finish()
        } catch {
            throw Diagnostic("no-shell", "'\(shell.string)' cannot be run: \(error)", place: "flag --shell-executable")
        }
        guard output.status == 0 else {
            throw Diagnostic(
                "environment-script", "the script '\(script.string)' of '--envvars-script' failed",
                notes: output.standardError.split(separator: "\n").prefix(5).map(String.init))
        }
        return output.standardOutput.split(separator: "\0").compactMap { entry in
            guard let equals = entry.firstIndex(of: "="), equals != entry.startIndex else { return nil }
            return (String(entry[..<equals]), String(entry[entry.index(after: equals)...]))
        }
    }
}
