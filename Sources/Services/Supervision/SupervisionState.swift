import ChangeWatching

/// What the supervisor knows, and what follows from each event. Pure: the loop around it performs the actions.
struct SupervisionState: Sendable {
    typealias Instant = ContinuousClock.Instant

    struct Settings: Sendable, Hashable {
        var applicationPresent = true
        var processes = 1
        var startupTimeout: Duration? = .seconds(15)
        var shutdownTimeout: Duration = .seconds(5)
        var reloads = false
        var reloadsGracefully = false
        /// A thread at a prompt holds up the end of Apache for ever.
        var isInteractive = false
    }

    enum Phase: Sendable, Hashable {
        case starting
        /// A process ended during its first import; Apache's parent says within a second or so which signal it was.
        case crashed(pid: Int32, until: Instant)
        /// Also when no process works, and a change of the files is awaited.
        case serving
        case stopping(Stop)
        case ended
    }

    struct Stop: Sendable, Hashable {
        let outcome: SupervisionOutcome
        /// When a person is told what is waited for; nil: told, or nothing to tell.
        var patience: Instant?
        var killAt: Instant
        /// When Apache's children are killed: nobody is left who could answer what they wait for.
        var killChildrenAt: Instant?
    }

    struct Reload: Sendable, Hashable {
        let began: Instant
        let changes: [Change]
        /// When a person is told that it takes long; nil: told.
        var patience: Instant?
        /// Whether Apache as a whole starts anew: the first generation of it has read the changed text.
        var isOfApache = false
    }

    /// Nobody looks at the terminal before, and a browser that waits says nothing.
    static let reloadPatience: Duration = .seconds(5)
    /// Apache's parent looks after its children once a second.
    static let crashPatience: Duration = .milliseconds(1500)
    /// From the signal to the words about what is waited for.
    static let stopPatience: Duration = .seconds(1)
    /// What Apache needs beyond its own shutdown timeout.
    static let stopReserve: Duration = .seconds(2)
    /// For a start that failed, and for what a dead parent left behind: no requests to be nice to.
    static let briefGrace: Duration = .seconds(1)
    /// For Apache's children, to pass on the last responses of the daemon processes.
    static let farewell: Duration = .milliseconds(500)

    var settings: Settings
    let began: Instant
    var phase = Phase.starting
    var startupDeadline: Instant?
    var isListening = false
    var wasReady = false
    var processes: [Int32: SupervisedProcess] = [:]
    var reload: Reload?
    /// The process that stands by, as soon as it has reported.
    var standby: Standby?
    /// The number of the latest generation; 0 where nothing stands by.
    var generation = 0
    /// Since when requests go to the latest generation.
    var redirected: Instant?
    /// One message for one text that does not work, however many processes try it.
    var toldOfFailure = false
    /// All that have begun their first import: more than there are processes means that Apache had to start another one.
    var importers: Set<Int32> = []
    /// Children that a signal ended before any process reported anything.
    var silentDeaths = 0

    init(_ settings: Settings, at instant: Instant) {
        self.settings = settings
        began = instant
        startupDeadline = settings.startupTimeout.map { instant.advanced(by: $0) }
    }

    /// When `timePassed` is due; nil: nothing is waited for.
    var deadline: Instant? {
        switch phase {
        case .starting: startupDeadline
        case .crashed(_, let until): until
        case .serving:
            (processes.values.compactMap(\.relief) + [toldOfFailure ? nil : reload?.patience].compactMap { $0 }).min()
        case .ended: nil
        case .stopping(let stop): [stop.patience, stop.killAt, stop.killChildrenAt].compactMap { $0 }.min()
        }
    }

    mutating func handle(_ event: SupervisionEvent, at instant: Instant) -> [SupervisionAction] {
        switch event {
        case .listening: handleListening(at: instant)
        case .report(let report): handle(report, at: instant)
        case .processGone(let pid): handleGone(pid, at: instant) + releaseChildren(at: instant)
        case .childSignalled(let pid, let signal): handleSignalled(pid, signal, at: instant)
        case .fatalPythonError: handleFatalPythonError(at: instant)
        case .filesChanged(let changes): settings.reloads ? handleChanges(changes, at: instant) : []
        case .planChanged(let change): handle(change, at: instant)
        case .signal(let signal): handleSignal(signal, at: instant)
        case .httpdEnded(let ending): handleEnd(ending, at: instant)
        case .groupEmpty: handleEmptyGroup()
        case .timePassed: handleTime(at: instant)
        }
    }
}
