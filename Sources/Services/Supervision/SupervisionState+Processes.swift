import ChangeWatching

/// What the daemon processes do.
extension SupervisionState {
    mutating func handleListening(at instant: Instant) -> [SupervisionAction] {
        guard !isListening else { return [] }
        isListening = true
        guard case .starting = phase else { return [] }
        guard !settings.applicationPresent else { return [.notify(.listening)] }
        phase = .serving
        wasReady = true
        return [.notify(.listening), .notify(.ready(afterStart: instant - began, pid: nil, importing: nil))]
    }

    mutating func handle(_ report: ProcessReport, at instant: Instant) -> [SupervisionAction] {
        switch phase {
        case .stopping, .ended:
            return []
        case .crashed:
            guard case .importing = report.event else { return [] }
            importers.insert(report.pid)
            // Apache has started one more: its parent had nothing to say about the first.
            guard importers.count > settings.processes else { return [] }
            return stop(.applicationCrashes(signal: nil), at: instant)
        case .starting, .serving:
            break
        }
        // A process cannot report before Apache listens.
        let listening = handleListening(at: instant)
        return listening + (followStandby(report, at: instant) ?? follow(report, at: instant))
    }

    private mutating func follow(_ report: ProcessReport, at instant: Instant) -> [SupervisionAction] {
        var process = processes[report.pid] ?? SupervisedProcess()
        if process.isRetiring { return [] }
        defer { processes[report.pid] = process }
        switch report.event {
        case .importing:
            importers.insert(report.pid)
            let generation = process.generation
            process = SupervisedProcess()
            process.generation = generation
            return []
        case .traceback(let piece):
            process.add(traceback: piece)
            return []
        case .ready(let importing):
            process.stage = .ready
            processes[report.pid] = process
            return handleReady(report.pid, importing, at: instant)
        case .failed(let summary):
            process.stage = .failed
            guard process.generation == generation else { return [] }
            return handleFailed(summary, process.traceback, at: instant)
        case .generation(let number):
            process.generation = number
            return []
        case .standby, .noStandby, .listening, .loaded, .imported, .prepared:
            return []
        }
    }

    private mutating func handleReady(_ pid: Int32, _ importing: Duration?, at instant: Instant) -> [SupervisionAction]
    {
        guard processes[pid]?.generation == generation else { return [] }
        let ready = processes.values.count { $0.stage == .ready && !$0.isRetiring && $0.generation == generation }
        if ready >= settings.processes { planRelief(at: instant) }
        if case .starting = phase {
            phase = .serving
            wasReady = true
            // A change that came during the first start needs no further words.
            reload = nil
            return [.notify(.ready(afterStart: instant - began, pid: pid, importing: importing))]
        }
        wasReady = true
        guard let finished = reload, ready >= settings.processes else { return [] }
        reload = nil
        return [
            .notify(
                .reloaded(
                    after: instant - finished.began, finished.changes, generation: standby == nil ? nil : generation))
        ]
    }

    private mutating func handleFailed(_ summary: String, _ traceback: String, at instant: Instant)
        -> [SupervisionAction]
    {
        var actions: [SupervisionAction] = []
        planRelief(at: instant)
        if !toldOfFailure {
            toldOfFailure = true
            actions.append(.notify(.importFailed(summary: summary, traceback: traceback, phase: noticePhase)))
        }
        guard case .starting = phase else { return actions }
        guard settings.reloads else { return actions + stop(.importFailed, at: instant) }
        phase = .serving
        return actions
    }

    private var noticePhase: SupervisionNotice.Phase {
        if case .starting = phase { return .startUp }
        return wasReady || reload != nil ? .reload : .startUp
    }

    mutating func handleGone(_ pid: Int32, at instant: Instant) -> [SupervisionAction] {
        if pid == standby?.pid { return handleStandbyGone(pid, at: instant) }
        guard let process = processes.removeValue(forKey: pid), !process.isRetiring, process.generation == generation
        else { return [] }
        switch (phase, process.stage) {
        case (.starting, .importing):
            phase = .crashed(pid: pid, until: instant.advanced(by: Self.crashPatience))
            return []
        case (.serving, .importing):
            guard !toldOfFailure else { return [] }
            toldOfFailure = true
            return [.notify(.importCrashed(pid: pid))]
        case (.serving, .ready):
            // There, the process is Apache itself, of whose end there is a word of its own.
            return settings.isInteractive ? [] : [.notify(.processEnded(pid: pid))]
        case (.starting, _), (.crashed, _), (.serving, .failed), (.stopping, _), (.ended, _):
            return []
        }
    }

    mutating func handleSignalled(_ pid: Int32, _ signal: Int32, at instant: Instant) -> [SupervisionAction] {
        switch phase {
        case .crashed(let crashed, _):
            return crashed == pid ? stop(.applicationCrashes(signal: signal), at: instant) : []
        case .starting:
            if let process = processes[pid] {
                guard process.stage == .importing, !process.isRetiring else { return [] }
                return stop(.applicationCrashes(signal: signal), at: instant)
            }
            // A Python that cannot even start says nothing. Once may be an accident; Apache goes on for ever.
            silentDeaths += 1
            guard processes.isEmpty, silentDeaths > 1 else { return [] }
            return stop(.applicationCrashes(signal: signal), at: instant)
        case .serving, .stopping, .ended:
            return []
        }
    }

    mutating func handleFatalPythonError(at instant: Instant) -> [SupervisionAction] {
        guard case .starting = phase else { return [] }
        // With reports the process got as far as the application: which signal it was follows from its end.
        guard processes.isEmpty else { return [] }
        return stop(.applicationCrashes(signal: nil), at: instant)
    }

    mutating func handleChanges(_ changes: [Change], at instant: Instant) -> [SupervisionAction] {
        guard settings.applicationPresent, !changes.isEmpty else { return [] }
        switch phase {
        case .crashed, .stopping, .ended: return []
        case .starting: startupDeadline = settings.startupTimeout.map { instant.advanced(by: $0) }
        case .serving: break
        }
        let unfinished = reload?.changes ?? []
        reload = Reload(
            began: instant, changes: unfinished + changes.filter { !unfinished.contains($0) },
            patience: instant.advanced(by: Self.reloadPatience))
        toldOfFailure = false
        if settings.reloadsGracefully { return restartGracefully(after: changes, at: instant) }
        if let standby { return [.notify(.reloading(changes))] + beginGeneration(standby) }
        // Also those that still import: they may have read the old text.
        let retiring = processes.filter { !$0.value.isRetiring }.keys.sorted()
        for pid in retiring { processes[pid]?.isRetiring = true }
        return [.notify(.reloading(changes))] + (retiring.isEmpty ? [] : [.retire(retiring)])
    }

    /// All processes are Apache's own again: whoever stood by goes as well, and generations are counted anew.
    mutating func restartGracefully(after changes: [Change], at instant: Instant) -> [SupervisionAction] {
        let unfinished = reload?.changes ?? []
        reload = Reload(
            began: reload?.began ?? instant, changes: unfinished + changes.filter { !unfinished.contains($0) },
            patience: instant.advanced(by: Self.reloadPatience), isOfApache: true)
        toldOfFailure = false
        if case .starting = phase { startupDeadline = settings.startupTimeout.map { instant.advanced(by: $0) } }
        let farewell: [SupervisionAction] = standby.map { [.keep($0.socket), .order(pid: $0.pid, .linger)] } ?? []
        standby = nil
        generation = 0
        for pid in processes.keys { processes[pid]?.isRetiring = true }
        return [.notify(.restartingGracefully(changes))] + farewell + [.restartGracefully]
    }
}
