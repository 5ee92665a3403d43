public import ChangeWatching

/// What happens to a supervised server, for whoever tells a person about it.
public enum SupervisionNotice: Sendable, Hashable {
    public enum Phase: Sendable, Hashable { case startUp, reload }

    /// Connections are accepted; requests wait until the application is there.
    case listening
    /// Requests are answered, for the first time. `pid`, `importing`: of the first process that is ready; nil without an application.
    case ready(afterStart: Duration, pid: Int32?, importing: Duration?)
    /// At most once per start or reload, however many processes fail. With a reload configured the server goes on and waits for a change.
    case importFailed(summary: String, traceback: String, phase: Phase)
    /// A process ended while it imported changed text; Apache starts another one each second. At most once per reload. (At start-up that
    /// ends the supervision: `SupervisionOutcome.applicationCrashes`.)
    case importCrashed(pid: Int32)
    /// A process that served ended unasked; Apache starts another one. Not where the process is Apache itself.
    case processEnded(pid: Int32)
    case reloading([Change])
    /// The new text is still being imported, and requests wait. At most once per reload.
    case reloadTakesLong(after: Duration, [Change])
    /// All processes run the new text. Also the first success after an import that failed at start-up.
    /// `generation`: the number of the one that serves from now on; nil where the processes were started anew.
    case reloaded(after: Duration, [Change], generation: Int?)
    /// Nothing can stand by; a change starts the daemon processes anew.
    case standbyUnavailable(reason: String)
    /// Apache starts its children anew.
    case restartingGracefully([Change])
    /// Some files are not watched.
    case watching(WatchProblem)
    /// Stopping takes longer than a moment; a second signal ends it at once.
    case waitingForRequests(atMost: Duration)
    /// What was left was killed.
    case killing
    case httpdEnded(ProcessEnding)
    /// Somebody has asked for reports (SIGUSR2) of a server that measures nothing.
    case nothingToReport
}
