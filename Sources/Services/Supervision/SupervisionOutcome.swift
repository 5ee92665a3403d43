public import SystemPackage

/// Why a supervised server is no longer there. Nothing of it is left when this is returned.
public enum SupervisionOutcome: Sendable, Hashable {
    /// SIGINT, SIGTERM, SIGHUP or SIGQUIT.
    case stoppedByUser(signal: Int32)
    /// A changed plan takes its place.
    case replaced
    /// The application could not be imported at start-up; a notice held the traceback.
    case importFailed
    /// httpd ended before it listened: its configuration, its port.
    case httpdFailed(ProcessEnding)
    /// No process was ready in time.
    case startupTimedOut
    /// httpd ended by itself while it served.
    case httpdEndedUnexpectedly(ProcessEnding)
    /// At start-up a process ended before it had imported the application: a crash, `os._exit`, a Python that cannot start.
    case applicationCrashes(signal: Int32?)
}

/// What keeps a server from being supervised at all. Nothing was started, or it is ended again.
public enum SupervisionError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The FIFO of reports: EEXIST means that something else is there.
    case reports(FilePath, Errno)
    case liveReload(FilePath, Errno)
    case pipes(Errno)
    case signals(Errno)
    case start(FilePath, SpawnStep, Errno)

    public enum SpawnStep: Int32, Sendable, Hashable {
        case fork, processGroup, parentDeathSignal, descriptors, workingDirectory, execute
    }

    public var description: String {
        switch self {
        case .reports(let path, let error): "'\(path)' cannot be used for reports: \(error)"
        case .liveReload(let path, let error): "'\(path)' cannot be used for live reload: \(error)"
        case .pipes(let error): "no pipe for the log: \(error)"
        case .signals(let error): "no descriptor for signals: \(error)"
        case .start(let path, .workingDirectory, let error):
            "the working directory for '\(path)' cannot be entered: \(error)"
        case .start(let path, .execute, let error): "'\(path)' cannot be executed: \(error)"
        case .start(let path, let step, let error): "'\(path)' cannot be started (\(step)): \(error)"
        }
    }
}
