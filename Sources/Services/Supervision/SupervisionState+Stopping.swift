import Glibc

/// How a server ends.
extension SupervisionState {
    mutating func handleSignal(_ signal: Int32, at instant: Instant) -> [SupervisionAction] {
        switch phase {
        case .starting, .crashed, .serving:
            return stop(.stoppedByUser(signal: signal), at: instant)
        case .stopping(let stop) where stop.outcome == .replaced:
            // Somebody who wants the end does not want the next one.
            return self.stop(.stoppedByUser(signal: signal), at: instant)
        case .stopping(var stop):
            stop.patience = nil
            stop.killAt = instant.advanced(by: Self.briefGrace)
            phase = .stopping(stop)
            return [.notify(.killing), .kill]
        case .ended:
            return []
        }
    }

    mutating func handle(_ change: PlanChange, at instant: Instant) -> [SupervisionAction] {
        if let adjustment = change.adjustment { settings.processes = adjustment.processes }
        return switch (change, phase) {
        case (.none, _), (.adjusts, _), (_, .stopping), (_, .ended): []
        case (.renewsProcesses(let changes, _), _): handleChanges(changes, at: instant)
        // Apache that does not listen yet would be ended by the signal; one that is about to give up has nobody to be nice to.
        case (.restartsGracefully(let changes, _), .serving) where isListening,
            (.restartsGracefully(let changes, _), .starting) where isListening:
            restartGracefully(after: changes, at: instant)
        case (.restartsGracefully, _), (.replacesServer, _): stop(.replaced, at: instant)
        }
    }

    mutating func stop(_ outcome: SupervisionOutcome, at instant: Instant) -> [SupervisionAction] {
        var patience: Instant?
        var grace = Self.briefGrace
        switch outcome {
        case .stoppedByUser where settings.isInteractive, .replaced where settings.isInteractive: break
        case .stoppedByUser, .replaced:
            patience = instant.advanced(by: Self.stopPatience)
            grace = settings.shutdownTimeout + Self.stopReserve
        case .importFailed, .httpdFailed, .startupTimedOut, .httpdEndedUnexpectedly, .applicationCrashes: break
        }
        phase = .stopping(Stop(outcome: outcome, patience: patience, killAt: instant.advanced(by: grace)))
        return [.terminate]
    }

    mutating func handleEnd(_ ending: ProcessEnding, at instant: Instant) -> [SupervisionAction] {
        let outcome: SupervisionOutcome
        var actions: [SupervisionAction] = []
        switch phase {
        case .starting where isEndedInTheDebugger(ending), .serving where isEndedInTheDebugger(ending),
            .crashed where isEndedInTheDebugger(ending):
            outcome = .stoppedByUser(signal: SIGTERM)
        case .starting, .serving:
            outcome = isListening ? .httpdEndedUnexpectedly(ending) : .httpdFailed(ending)
            actions = [.notify(.httpdEnded(ending))]
        case .crashed: outcome = .applicationCrashes(signal: nil)
        case .stopping(let stop): outcome = stop.outcome
        case .ended: return []
        }
        // The parent has seen to its children, or it cannot any more.
        phase = .stopping(Stop(outcome: outcome, patience: nil, killAt: instant.advanced(by: Self.briefGrace)))
        return actions + [.terminate]
    }

    /// Whether a person has ended the server where we do not see the keyboard: the runtime then sends Apache SIGTERM.
    private func isEndedInTheDebugger(_ ending: ProcessEnding) -> Bool {
        settings.isInteractive && ending == .exited(status: 0)
    }

    mutating func handleEmptyGroup() -> [SupervisionAction] {
        guard case .stopping(let stop) = phase else { return [] }
        phase = .ended
        return [.finish(stop.outcome)]
    }

    /// A request that came between the signal and the end of the last daemon process lies in the queue of a socket that Apache's parent still has open: a child
    /// would wait for it as long as the socket's timeout says.
    mutating func releaseChildren(at instant: Instant) -> [SupervisionAction] {
        guard case .stopping(var stop) = phase, stop.killChildrenAt == nil, processes.isEmpty, standby == nil else {
            return []
        }
        stop.killChildrenAt = instant.advanced(by: Self.farewell)
        phase = .stopping(stop)
        return []
    }

    mutating func handleTime(at instant: Instant) -> [SupervisionAction] {
        switch phase {
        case .starting:
            guard let startupDeadline, instant >= startupDeadline else { return [] }
            return stop(.startupTimedOut, at: instant)
        case .crashed(_, let until):
            guard instant >= until else { return [] }
            return stop(.applicationCrashes(signal: nil), at: instant)
        case .stopping(let stop):
            return handleTime(of: stop, at: instant)
        case .serving:
            return relieve(at: instant) + tellOfSlowReload(at: instant)
        case .ended:
            return []
        }
    }

    private mutating func tellOfSlowReload(at instant: Instant) -> [SupervisionAction] {
        guard let slow = reload, !toldOfFailure, let patience = slow.patience, instant >= patience else { return [] }
        reload?.patience = nil
        return [.notify(.reloadTakesLong(after: instant - slow.began, slow.changes))]
    }

    private mutating func handleTime(of stop: Stop, at instant: Instant) -> [SupervisionAction] {
        var stop = stop
        defer { phase = .stopping(stop) }
        if instant >= stop.killAt {
            stop.patience = nil
            stop.killAt = instant.advanced(by: Self.briefGrace)
            return settings.isInteractive ? [.kill] : [.notify(.killing), .kill]
        }
        if let killChildrenAt = stop.killChildrenAt, instant >= killChildrenAt {
            stop.killChildrenAt = nil
            stop.patience = nil
            return [.killChildren]
        }
        if let patience = stop.patience, instant >= patience {
            stop.patience = nil
            return [.notify(.waitingForRequests(atMost: stop.killAt - instant))]
        }
        return []
    }
}
