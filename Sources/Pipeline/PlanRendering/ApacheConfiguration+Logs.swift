import ApacheSyntax
import HostFacts
import LogPresentation
import OptionCatalogue
import ProfileResolution
import ServerPlanning
import SystemPackage

extension ApacheConfiguration {
    mutating func logging() -> ConfigurationGroup {
        let logs = plan.logs
        var nodes: [ConfigurationNode] = []
        switch logs.destination {
        case .terminal:
            nodes.append(.directive("ErrorLog", "/dev/stderr"))
            nodes.append(
                .directive("ErrorLogFormat", logs.errors.format ?? ApacheLogRecord.format, causes: ["error-log-format"])
            )
        case .directory(let directory):
            nodes.append(errorLog(directory.appending(logs.errors.name), causes: ["log-directory", "error-log-name"]))
            if let format = logs.errors.format {
                nodes.append(.directive("ErrorLogFormat", format, causes: ["error-log-format"]))
            }
        }
        nodes.append(.directive("LogLevel", logs.level, causes: ["log-level"]))
        if let access = logs.access {
            modules.need("log_config", for: ["access-log"])
            nodes.append(accessLog(access))
        }
        return ConfigurationGroup(
            "Logs",
            causes: given(
                ["log-to-terminal", "log-directory", "log-level", "access-log"],
                [
                    "error-log-name", "error-log-format", "access-log-name", "access-log-format", "rotate-logs",
                    "max-log-size", "rotatelogs-executable",
                ]), nodes)
    }

    private func accessLog(_ log: LogPlan.Log) -> ConfigurationNode {
        let format = log.format.map { Self.formats[$0] ?? $0 } ?? Self.common
        switch plan.logs.destination {
        case .terminal:
            return .directive(
                Directive(
                    "CustomLog", [.text("/dev/stdout"), .text(format)] + loggedRequests,
                    causes: ["access-log", "access-log-format"]))
        case .directory(let directory):
            return .directive(
                Directive(
                    "CustomLog", [.text(destination(directory.appending(log.name))), .text(format)] + loggedRequests,
                    causes: ["access-log", "access-log-name", "access-log-format"]))
        }
    }

    private static let common = "%h %l %u %t \"%r\" %>s %b"

    /// The names that Apache's own configurations give to formats.
    private static let formats = [
        "common": common, "combined": common + " \"%{Referer}i\" \"%{User-Agent}i\"",
    ]

    func errorLog(_ file: FilePath, causes: [OptionName]) -> ConfigurationNode {
        .directive("ErrorLog", destination(file), causes: causes)
    }

    /// The file itself, or the program that begins new ones.
    private func destination(_ file: FilePath) -> String {
        guard let rotation = plan.logs.rotation else { return file.string }
        // rotatelogs reads the name as a format for dates.
        let name = file.string.split(separator: "%", omittingEmptySubsequences: false).joined(separator: "%%")
        let words = [rotation.program.string, "\(name).%Y-%m-%d-%H_%M_%S", "\(rotation.megabytes)M"]
        return "|" + words.map(PipedProgram.quote).joined(separator: " ")
    }
}

/// Puts words into the command of a log program, which Apache splits itself.
enum PipedProgram {
    /// Source: apr_tokenize_to_argv: a backslash takes the meaning from a blank or a quotation mark behind it. A backslash itself is refused
    /// while the logs are planned.
    static func quote(_ word: String) -> String {
        word.reduce(into: "") { result, character in
            if " \t\"'".contains(character) { result.append("\\") }
            result.append(character)
        }
    }
}
