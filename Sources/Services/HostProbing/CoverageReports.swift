import FileReading
public import HostFacts
public import SystemPackage

/// Finishes the coverage reports that a process of the server could not: debug mode gives it a second, and a large project takes longer.
public enum CoverageReports {
    /// Does nothing where the reports are complete. Source: docs/reference/runtime-protocol.md, "Instruments".
    ///
    /// - Parameters:
    ///   - runtime: the directory of the runtime, while the server root is there.
    ///   - sources: what was measured. The first is where the server ran; settings for coverage are read from the first that has some.
    ///   - user: owns the data; its own programs must not be run as root over it.
    /// - Returns: what went wrong, nil for nothing.
    public static func finish(
        python: FilePath, runtime: FilePath, directory: FilePath, sources: [FilePath], user: RunUser
    ) -> String? {
        let script = [runtime.appending("coverage_reporting.py"), directory].map(\.string) + sources.map(\.string)
        let words = user.isSwitchedTo ? ["-u", user.name, "--", python.string] + script : script
        let program = user.isSwitchedTo ? runuser : python
        guard FileSystemFacts.isExecutable(program) else { return "'\(program.string)' is not there" }
        guard let output = try? ProgramOutput.start(program, words).finish() else {
            return "'\(program.string)' cannot be run"
        }
        guard !output.succeeded else { return nil }
        return output.standardError.split(separator: "\n").last.map(String.init) ?? "status \(output.status)"
    }

    /// Source: util-linux.
    private static let runuser: FilePath = "/usr/sbin/runuser"
}
