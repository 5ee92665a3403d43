import ServerPlanning
import SystemPackage

/// What the runtime's instruments are told. Source: docs/reference/runtime-protocol.md, "Instruments".
enum InstrumentSettings {
    /// One entry of a Python dictionary for each instrument.
    static func lines(_ server: ServerPlan) -> [String] {
        let plan = server.debugging
        var lines: [String] = []
        if let debugger = plan.debugger {
            lines.append(
                entry(
                    "debugger",
                    [
                        ("name", PythonLiteral.string(debugger.debugger.rawValue)),
                        ("startup", boolean(debugger.entersAtStart)), ("port", String(debugger.port)),
                        ("post_mortem", boolean(true)), ("suspensions", path(server.suspensions)),
                    ]))
        } else if plan.isDebugMode {
            // breakpoint() stops with the keyboard attached, also where nobody asked for more.
            lines.append(
                entry(
                    "debugger",
                    [
                        ("name", PythonLiteral.string("pdb")), ("post_mortem", boolean(false)),
                        ("suspensions", path(server.suspensions)),
                    ]))
        }
        if let profiler = plan.profiler {
            lines.append(
                entry(
                    "profiler",
                    [("directory", path(profiler.directory)), ("format", PythonLiteral.string(profiler.format))]))
        }
        if let coverage = plan.coverage {
            lines.append(
                entry(
                    "coverage",
                    [
                        ("directory", path(coverage.directory)),
                        ("source", PythonLiteral.list(coverage.sources.map(\.string))),
                    ]))
        }
        if let recorder = plan.recorder {
            lines.append(
                entry(
                    "recorder",
                    [
                        ("directory", path(recorder.directory)), ("redact", PythonLiteral.list(recorder.redacted)),
                        ("keep_secrets", boolean(recorder.keepsSecrets)), ("body_limit", String(recorder.bodyLimit)),
                    ]))
        }
        if plan.validates { lines.append("\(PythonLiteral.string("validate")): True") }
        return lines
    }

    private static func entry(_ name: String, _ values: [(key: String, literal: String)]) -> String {
        let parts = values.map { "\(PythonLiteral.string($0.key)): \($0.literal)" }
        return "\(PythonLiteral.string(name)): {\(parts.joined(separator: ", "))}"
    }

    private static func path(_ path: FilePath) -> String {
        PythonLiteral.string(path.string)
    }

    private static func boolean(_ value: Bool) -> String {
        value ? "True" : "False"
    }
}
