/// What the exit code tells a script.
enum ExitStatus: Int32, Error {
    /// The server served and was stopped.
    case stopped = 0
    /// Something that the user wrote, or this host, does not allow a start; nothing was started.
    /// Source: sysexits(3), `EX_CONFIG`.
    case refused = 78
    /// Two things that were compared are not the same. Source: diff(1).
    case differs = 1
    /// The application could not be imported.
    case importFailed = 3
    /// The WSGI process ends while it loads the application.
    case applicationCrashes = 4
    /// The application did not load in time.
    case startupTimedOut = 5
    /// Apache itself did not start.
    case apacheFailed = 6
    /// Apache ended while it served, and nobody had asked it to.
    case endedUnexpectedly = 7
    /// The user stopped the server before it served. 128 and SIGINT, as a shell would say.
    case stoppedBeforeReady = 130
    /// Source: sysexits(3), `EX_SOFTWARE`.
    case internalError = 70
}
