extension RenderedConfiguration {
    /// Whether a server that runs with this configuration can go over to the other one by a graceful restart.
    ///
    /// Source: httpd 2.4, "Stopping and Restarting" and the descriptions of these directives: they hold from the start of the server on, or belong to
    /// its parent process. Of the modules the MPM has to stay.
    public func canBecome(_ other: RenderedConfiguration) -> Bool {
        fixedLines == other.fixedLines
    }

    private static let fixed: Set<Substring> = [
        "Listen", "PidFile", "User", "Group", "ServerRoot", "DefaultRuntimeDir", "Mutex", "ServerLimit", "ThreadLimit",
        "ScoreBoardFile", "CoreDumpDirectory", "WSGISocketPrefix",
    ]

    private var fixedLines: [Substring] {
        text.split(separator: "\n").filter { line in
            let name = line.prefix { $0 != " " }
            return Self.fixed.contains(name) || name == "LoadModule" && line.contains("mpm_")
        }
    }
}
