import CProcess
import ChangeWatching
import Glibc
import LogPresentation
import SystemPackage

/// Starts Apache, and returns when it and all of its processes are gone. Runs on the calling thread, which should be the main thread of a
/// process that has no other: signals are blocked in it meanwhile, and Apache is asked to end when it ends.
///
/// - Throws: `SupervisionError` when Apache could not be started.
public func supervise(
    _ plan: SupervisionPlan, observer: any SupervisionObserver
) throws(SupervisionError) -> SupervisionOutcome {
    try Supervisor(plan, observer: observer).run()
}

/// The loop: it waits, turns what it reads into events, and performs the actions of the state machine.
final class Supervisor {
    typealias Instant = ContinuousClock.Instant

    let plan: SupervisionPlan
    let observer: any SupervisionObserver
    let signals: SignalStream
    /// Of the terminal, where Apache has it as well.
    let initialModes: TerminalModes?
    /// Where Apache has the terminal as well, and as long as there is one.
    var watchesTerminal: Bool
    var hasHungUp = false
    let reports: Descriptor
    let errorLog: Descriptor
    let accessLog: Descriptor
    let httpd: HTTPDProcess
    let processes: ReportingProcesses
    private let guardian: Guard?
    var watcher: ProjectWatcher?
    let liveReload: LiveReload?
    let planWatcher: FileWatcher?
    let scriptWatcher: FileWatcher?
    /// Since the last graceful restart.
    var socketKeeper: SocketKeeper?
    /// Where requests went before the latest generation.
    private var leftSocket: FilePath?
    /// An edit of these is for the plan alone: whether the application has to be loaded anew is decided there.
    var knownPlanFiles: Set<FilePath>

    var state: SupervisionState
    var reportReader = ReportReader()
    var logReader = LogReader()
    var accessSplitter = LogLineSplitter()
    var settler = ChangeSettler()
    var planSettler = ChangeSettler()
    var scriptSettler = ChangeSettler()
    private var selfMadeChanges = SelfMadeChanges()
    /// When the last reload was complete.
    private var loaded: Instant?
    /// In this time what an application has written while it was loaded has been seen.
    private static let afterLoading: Duration = .milliseconds(150)
    var toldProblems: Set<WatchProblem> = []
    var httpdIsReaped = false
    var errorLogIsOpen = true
    var errorLogIsDrained = true
    var accessLogIsOpen = true
    var outcome: SupervisionOutcome?

    init(_ plan: SupervisionPlan, observer: any SupervisionObserver) throws(SupervisionError) {
        self.plan = plan
        self.observer = observer
        signals = try SignalStream(and: plan.sameProcessGroup ? [SIGTSTP] : [])
        initialModes = plan.sameProcessGroup ? TerminalModes() : nil
        watchesTerminal = plan.sameProcessGroup && isatty(STDIN_FILENO) == 1
        reports = try Self.openReports(plan)
        // Before the start: an edit that comes while the application is imported is not lost.
        watcher = plan.reload.map { ProjectWatcher($0.rules) }
        liveReload = try plan.liveReload.map { live throws(SupervisionError) in try LiveReload(live) }
        let planFiles = observer.planFiles
        knownPlanFiles = Set(planFiles)
        scriptWatcher = plan.scriptFile.map { FileWatcher([$0]) }
        planWatcher = planFiles.isEmpty ? nil : FileWatcher(planFiles, polls: plan.reload?.rules.polls ?? false)
        let output = try Pipe()
        let error = try Pipe()
        _ = expressway_adopt_orphans(1)
        httpd = try HTTPDProcess(plan, output: output, error: error)
        guardian = httpd.hasOwnGroup ? Guard(group: httpd.pid) : nil
        // The writing ends are closed with the pipes that end here: the last process of Apache then ends the log.
        accessLog = output.reading
        errorLog = error.reading
        processes = ReportingProcesses(of: httpd.pid)
        state = SupervisionState(
            .init(
                applicationPresent: plan.applicationPresent, processes: plan.processes,
                startupTimeout: plan.startupTimeout,
                shutdownTimeout: plan.shutdownTimeout, reloads: plan.reload != nil,
                reloadsGracefully: plan.reload?.isGraceful ?? false, isInteractive: plan.sameProcessGroup
            ),
            at: .now)
    }

    deinit { _ = expressway_adopt_orphans(0) }

    private static func openReports(_ plan: SupervisionPlan) throws(SupervisionError) -> Descriptor {
        let nobody = UInt32.max
        let descriptor = plan.reportFIFO.withPlatformString {
            expressway_fifo_open($0, plan.reportOwner?.user ?? nobody, plan.reportOwner?.group ?? nobody)
        }
        guard descriptor >= 0 else { throw .reports(plan.reportFIFO, Errno(rawValue: -descriptor)) }
        return Descriptor(descriptor)
    }

    func run() -> SupervisionOutcome {
        while true {
            if let outcome { return outcome }
            let ready = wait()
            readSignals()
            checkTerminal()
            readErrorLog()
            readAccessLog()
            socketKeeper?.keepUp()
            readReports()
            for pid in processes.removeGone(signalled: ready) { send(.processGone(pid: pid)) }
            readChanges()
            tellPages()
            checkListening()
            checkEnd()
            let now = Instant.now
            // Never while there is more to read: what a held line waits for may be in the pipe already.
            if errorLogIsDrained { show(logReader.flush(at: now)) }
            let settled = settler.settled(at: now) { watcher?.isBeingCheckedOut ?? false }
            if let settled { reload(after: settled, at: now) }
            if let changes = scriptSettler.settled(at: now) { send(.planChanged(.renewsProcesses(changes))) }
            if let changes = planSettler.settled(at: now) { askForPlan(after: changes) }
            if let deadline = state.deadline, now >= deadline { send(.timePassed) }
        }
    }

    private func reload(after changes: [Change], at instant: Instant) {
        let isLoading = state.reload != nil || loaded.map { instant - $0 < Self.afterLoading } ?? false
        let (changes, selfMade) = selfMadeChanges.sift(changes, whileLoading: isLoading)
        for path in selfMade { observer.supervisor(noticed: .watching(.selfMade(path))) }
        guard !changes.isEmpty else { return }
        watcher?.forgetLoaded()
        send(.filesChanged(changes))
    }

    private func askForPlan(after changes: [Change]) {
        let change = observer.supervisor(sawPlanFilesChange: changes)
        knownPlanFiles.formUnion(observer.planFiles)
        planWatcher?.watch(observer.planFiles)
        if let rules = change.adjustment?.rules { watch(rules) }
        if let rules = change.adjustment?.rulesOfPages { liveReload?.watch(rules) }
        send(.planChanged(change))
    }

    private func watch(_ rules: WatchRules) {
        guard let earlier = watcher, earlier.rules != rules else { return }
        let fresh = ProjectWatcher(rules, inPlaceOf: earlier)
        // What the earlier one has been told of meanwhile.
        readChanges()
        watcher = fresh
    }

    func send(_ event: SupervisionEvent) {
        for action in state.handle(event, at: .now) { perform(action) }
    }

    private func redirect(_ socket: FilePath, to target: FilePath) {
        guard let places = plan.reload?.standby else { return }
        let before = places.redirect(socket, to: target)
        guard before != target else { return }
        // One later: a child of Apache's may have looked where the link leads, and not have connected yet.
        if let leftSocket, leftSocket != target { places.removeSocket(leftSocket) }
        leftSocket = before
    }

    private func perform(_ action: SupervisionAction) {
        switch action {
        case .notify(let notice):
            if case .reloaded = notice { loaded = .now }
            observer.supervisor(noticed: notice)
            liveReload?.follow(notice, redirected: state.standby == nil ? nil : state.redirected)
        case .terminate:
            liveReload?.end()
            httpd.signalGroup(SIGTERM, parentIsReaped: httpdIsReaped)
        case .kill: httpd.signalGroup(SIGKILL, parentIsReaped: httpdIsReaped)
        case .killChildren: httpd.killChildren(parentIsReaped: httpdIsReaped)
        case .retire(let pids): for pid in pids { processes.signal(pid, SIGUSR1) }
        case .relieve(let pids): for pid in pids { processes.signal(pid, SIGTERM) }
        case .learn(let name, let isAll):
            if let loaded = plan.reload?.loadedApplication(name) { watcher?.follow(loaded, isAll: isAll) }
        case .removeLoaded(let name): plan.reload?.removeLoaded(name)
        case .order(let pid, let order): plan.reload?.standby?.send(order, to: pid)
        case .redirect(let socket, let target): redirect(socket, to: target)
        case .keep(let socket):
            socketKeeper = nil
            socketKeeper = SocketKeeper(socket)
        case .restartGracefully:
            liveReload?.endStreams()
            httpd.restartGracefully(isReaped: httpdIsReaped)
            socketKeeper?.keepUp(atMost: .milliseconds(50))
        case .finish(let outcome):
            drain()
            initialModes?.restoreAfterPrompt(fillsScreen: plan.promptFillsScreen)
            self.outcome = outcome
        }
    }
}
