import ChangeWatching
import FileReading
import Glibc
import LogPresentation
import SystemPackage

/// What the loop reads.
extension Supervisor {
    /// Reads of one turn: a flood of log lines must not keep a signal waiting.
    private static let readsPerTurn = 4

    func readSignals() {
        while let signal = signals.next() {
            switch signal {
            // It only ends the wait; `checkEnd` asks for each child.
            case SIGCHLD: break
            case SIGINT where plan.leavesInterruptAlone: break
            case SIGTSTP: suspend()
            case SIGUSR2: askForReports()
            case SIGHUP where plan.sameProcessGroup: hangUp()
            default: send(.signal(signal))
            }
        }
    }

    /// A terminal that is gone is told of by a signal only if a shell, or this process, leads its session; below `su`, say, nobody hears of it.
    func checkTerminal() {
        guard watchesTerminal else { return }
        var terminal = pollfd(fd: STDIN_FILENO, events: 0, revents: 0)
        guard poll(&terminal, 1, 0) > 0 else { return }
        watchesTerminal = false
        hangUp()
    }

    /// Told of in one way or in both, it is one wish to end, and not two.
    private func hangUp() {
        guard !hasHungUp else { return }
        hasHungUp = true
        send(.signal(SIGHUP))
    }

    func readErrorLog() {
        guard errorLogIsOpen else { return }
        let state = read(errorLog) { show(logReader.read($0, at: .now)) }
        errorLogIsDrained = state != .more
        errorLogIsOpen = state != .ended
    }

    func readAccessLog() {
        guard accessLogIsOpen else { return }
        let state = read(accessLog) { bytes in
            for line in accessSplitter.split(bytes) { observer.supervisor(accessed: TerminalText.printable(line)) }
        }
        accessLogIsOpen = state != .ended
    }

    private enum Progress { case more, drained, ended }

    private func read(_ descriptor: Descriptor, _ body: ([UInt8]) -> Void) -> Progress {
        for _ in 0..<Self.readsPerTurn {
            switch descriptor.readOnce() {
            case .bytes(let bytes): body(bytes)
            case .nothing: return .drained
            case .end: return .ended
            }
        }
        return .more
    }

    /// The rest of both logs, after all writers are gone.
    func drain() {
        // More than the pipes hold; an end is certain even if a process that left the group writes for ever.
        for _ in 0..<64 where errorLogIsOpen || accessLogIsOpen {
            readErrorLog()
            readAccessLog()
        }
        show(logReader.finish(at: .now))
        for line in accessSplitter.finish() { observer.supervisor(accessed: TerminalText.printable(line)) }
    }

    func show(_ entries: [LogEntry]) {
        for entry in entries {
            observer.supervisor(logged: entry)
            if entry.tellsOfListening { send(.listening) }
            if entry.isFatalPythonError { send(.fatalPythonError) }
            if let child = entry.signalledChild { send(.childSignalled(pid: child.pid, signal: child.signal)) }
        }
    }

    func readReports() {
        for _ in 0..<Self.readsPerTurn {
            guard case .bytes(let bytes) = reports.readOnce() else { return }
            for report in reportReader.read(bytes) { admit(report) }
        }
    }

    private func admit(_ report: ProcessReport) {
        switch processes.admit(report.pid) {
        case .alive: send(.report(report))
        case .foreign: return
        case .gone:
            send(.report(report))
            send(.processGone(pid: report.pid))
        }
    }

    func readChanges() {
        if let scriptWatcher { scriptSettler.add(scriptWatcher.readChanges(), at: .now) }
        if let planWatcher { planSettler.add(planWatcher.readChanges(), at: .now) }
        guard let watcher else { return }
        let changes = watcher.readChanges().filter { !knownPlanFiles.contains($0.path) }
        settler.add(changes, empty: Set(changes.map(\.path).filter(FileSystemFacts.isEmptyFile)), at: .now)
        for problem in watcher.problems where toldProblems.insert(problem).inserted {
            observer.supervisor(noticed: .watching(problem))
        }
    }

    /// What is changed and what pages are to see: after the batches of changes for which processes are made anew.
    func tellPages() {
        guard let liveReload else { return }
        liveReload.turn(at: .now, isHeld: settler.deadline != nil, isReloading: state.reload != nil)
        for problem in liveReload.problems where toldProblems.insert(problem).inserted {
            observer.supervisor(noticed: .watching(problem))
        }
    }

    /// Without a log on stderr and without an application only the pid file tells that Apache listens.
    func checkListening() {
        guard !state.isListening, let pidFile = plan.pidFile else { return }
        let descriptor = pidFile.withPlatformString { open($0, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK) }
        guard descriptor >= 0, case .bytes(let bytes) = Descriptor(descriptor).readOnce() else { return }
        // A file of an earlier run holds another number.
        if Int32(String(decoding: bytes.prefix { $0 != 10 }, as: UTF8.self)) == httpd.pid { send(.listening) }
    }

    func checkEnd() {
        if !httpdIsReaped, let ending = httpd.reap() {
            // What it said about its end comes before the end.
            readErrorLog()
            httpdIsReaped = true
            send(.httpdEnded(ending))
        }
        if httpdIsReaped, outcome == nil, httpd.groupIsEmpty() { send(.groupEmpty) }
    }

    /// The WSGI processes see the file, write what they have measured, and remove it. Source: docs/reference/runtime-protocol.md, "Instruments".
    private func askForReports() {
        guard let mark = plan.reportMark else { return observer.supervisor(noticed: .nothingToReport) }
        let flags = O_WRONLY | O_CREAT | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK
        let descriptor = mark.withPlatformString { open($0, flags, 0o600) }
        if descriptor >= 0 { close(descriptor) }
    }
}
