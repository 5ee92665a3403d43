import Diagnostics
import HostFacts
import OptionCatalogue
import ProfileResolution
import SystemPackage

extension ServerPlanner {
    mutating func planLogs() -> LogPlan {
        let given = profile[\.logging.logDirectory].map { paths.absolute($0) }
        // One that is missing is made.
        if let given, request.pathKinds[given] != .missing { requireDirectory(given, for: "log-directory") }
        let toTerminal = profile[\.logging.logToTerminal] ?? (request.purpose == .foreground && given == nil)
        let directory = given ?? request.serverRoot
        let startup = fileName(profile[\.logging.startupLogName], for: "startup-log-name")
        let access = LogPlan.Log(
            name: fileName(profile[\.logging.accessLogName], for: "access-log-name"),
            format: profile[\.logging.accessLogFormat])
        return LogPlan(
            destination: toTerminal ? .terminal : .directory(directory),
            level: profile[\.logging.logLevel],
            errors: LogPlan.Log(
                name: fileName(profile[\.logging.errorLogName], for: "error-log-name"),
                format: profile[\.logging.errorLogFormat]),
            access: profile[\.logging.accessLog] ? access : nil,
            startup: profile[\.logging.startupLog] && !toTerminal ? directory.appending(startup) : nil,
            rotation: toTerminal ? nil : rotation(directory))
    }

    /// Apache splits the command of a log program at spaces, and a backslash is no letter there.
    private mutating func rotation(_ directory: FilePath) -> LogPlan.Rotation? {
        guard profile[\.logging.rotateLogs] else { return nil }
        let given = profile[\.logging.rotatelogsExecutable].map { existingFile($0, for: "rotatelogs-executable") }
        if directory.string.contains("\\") {
            complain("rotate-logs", "'--rotate-logs' cannot write to '\(directory.string)': there is a backslash in it")
        }
        guard let program = given ?? host.apache.rotatelogs else {
            complain(
                "rotate-logs", "'--rotate-logs' needs Apache's program rotatelogs, which was not found",
                id: "no-rotatelogs",
                fix: "name it with '--rotatelogs-executable', or install it (Debian: apache2-utils)")
            return nil
        }
        return LogPlan.Rotation(program: program, megabytes: profile[\.logging.maxLogSize])
    }
}
