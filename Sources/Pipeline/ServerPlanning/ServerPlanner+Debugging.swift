import Diagnostics
import OptionCatalogue
import ProfileResolution
import SystemPackage

extension ServerPlanner {
    /// One process, one thread. A server that a service manager runs has no terminal.
    var isDebugMode: Bool {
        profile[\.debugging.debugMode]
    }

    mutating func planDebugging() -> DebugPlan {
        checkDebugging()
        return DebugPlan(
            isDebugMode: isDebugMode, debugger: debugger(), profiler: profiler(), coverage: coverage(),
            recorder: recorder(), validates: profile[\.debugging.validate],
            gdb: profile[\.debugging.enableGDB] ? profile[\.debugging.gdbExecutable] : nil)
    }

    private func debugger() -> DebugPlan.DebuggerPlan? {
        guard profile[\.debugging.enableDebugger],
            let debugger = DebugPlan.Debugger(rawValue: profile[\.debugging.debugger])
        else { return nil }
        return DebugPlan.DebuggerPlan(
            debugger: debugger, entersAtStart: profile[\.debugging.debuggerStartup],
            port: profile[\.debugging.debuggerPort])
    }

    private func profiler() -> DebugPlan.ProfilerPlan? {
        guard profile[\.debugging.enableProfiler] else { return nil }
        return DebugPlan.ProfilerPlan(
            directory: directory(profile[\.debugging.profilerDirectory], or: "profiles"),
            format: profile[\.debugging.profilerFormat])
    }

    private func coverage() -> DebugPlan.CoveragePlan? {
        guard profile[\.debugging.enableCoverage] else { return nil }
        return DebugPlan.CoveragePlan(
            directory: directory(profile[\.debugging.coverageDirectory], or: "coverage"),
            sources: [paths.workingDirectory] + paths.pythonPath)
    }

    private func recorder() -> DebugPlan.RecorderPlan? {
        guard profile[\.debugging.enableRecorder] else { return nil }
        return DebugPlan.RecorderPlan(
            directory: directory(profile[\.debugging.recorderDirectory], or: "recordings"),
            redacted: profile[\.debugging.recorderRedact], keepsSecrets: profile[\.debugging.recorderKeepSecrets],
            bodyLimit: profile[\.debugging.recorderBodyLimit])
    }

    /// What was recorded outlives the server, so it does not lie in a private server root.
    private func directory(_ given: String?, or name: String) -> FilePath {
        given.map { paths.absolute($0) } ?? paths.workingDirectory.appending(".expressway").appending(name)
    }

    private mutating func checkDebugging() {
        if isDebugMode, request.purpose == .setup {
            complain(
                "debug-mode",
                "'--debug-mode' needs a terminal, and a server that is set up for a service manager has none",
                id: "no-terminal", fix: "leave it out; --enable-recorder --no-debug-mode records without")
        }
        for option: OptionName in ["enable-recorder", "enable-profiler"]
        where profile.isUsed(option) && !profile.isGiven("debug-mode") {
            complain(
                option, "'\(option.flag)' needs '--debug-mode'", id: "missing-option",
                fix:
                    "add --debug-mode for one process at this terminal, or --no-debug-mode for several processes and threads"
            )
        }
        checkExposure()
    }

    /// A debugger at hand of everybody in the network is a shell for everybody.
    private mutating func checkExposure() {
        let listener = Listener(host: listenerHostText, port: profile[\.listening.port])
        guard !listener.isLoopback, !profile[\.debugging.allowRemoteDebug] else { return }
        let exposures: [(option: OptionName, words: String)] = [
            ("enable-debugger", "whoever sends a request can stop the server in the debugger"),
            ("enable-recorder", "everybody's requests would be recorded on this machine"),
            ("enable-profiler", "everybody's requests would be profiled"),
            ("enable-coverage", "everybody's requests would be measured"),
            ("live-reload", "everybody could follow your edits, and keep connections of the server occupied"),
            (
                "debug-mode",
                "one request at a time, and settings that follow MOD_WSGI_DEBUG_MODE show tracebacks and settings to everybody"
            ),
        ]
        guard let exposure = exposures.first(where: { profile.isUsed($0.option) }) else { return }
        complain(
            exposure.option,
            "'\(exposure.option.flag)' with the host '\(listenerHostText)', which is open to the network: \(exposure.words)",
            id: "remote-debug", fix: "listen on 127.0.0.1 (the default), or add --allow-remote-debug")
    }

    private var listenerHostText: String {
        let host = profile[\.listening.host]
        return host.hasPrefix("[") && host.hasSuffix("]") ? String(host.dropFirst().dropLast()) : host
    }
}
