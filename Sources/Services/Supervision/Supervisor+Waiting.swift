import ChangeWatching
import Glibc
import LogPresentation

/// What the loop waits for.
extension Supervisor {
    /// Waits for the next event. Returns the reporting processes that are gone.
    func wait() -> [Int32] {
        var polls = [pollfd(fd: signals.descriptor.value, events: Int16(POLLIN), revents: 0)]
        func add(_ descriptor: Int32) { polls.append(pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)) }
        // For POLLHUP, which comes unasked.
        if watchesTerminal { polls.append(pollfd(fd: STDIN_FILENO, events: 0, revents: 0)) }
        add(reports.value)
        if errorLogIsOpen { add(errorLog.value) }
        if accessLogIsOpen { add(accessLog.value) }
        let watched =
            (watcher?.descriptors ?? []) + [scriptWatcher?.descriptor, planWatcher?.descriptor].compactMap { $0 }
        for descriptor in watched { add(descriptor) }
        if let socketKeeper { add(socketKeeper.descriptor.value) }
        polls += liveReload?.polled ?? []
        if !httpdIsReaped, let descriptor = httpd.descriptor { add(descriptor.value) }
        let first = polls.count
        let polled = processes.polled
        for process in polled { add(process.descriptor) }
        guard poll(&polls, nfds_t(polls.count), timeout) > 0 else { return [] }
        return polled.enumerated().filter { polls[first + $0.offset].revents != 0 }.map(\.element.pid)
    }

    /// Milliseconds; -1: for ever.
    private var timeout: Int32 {
        let now = Instant.now
        var wait: Duration?
        func consider(_ duration: Duration) { wait = min(wait ?? duration, duration) }
        for deadline in [
            state.deadline, settler.deadline, planSettler.deadline, scriptSettler.deadline,
            errorLogIsDrained ? logReader.deadline : nil, watcher?.nextLook, scriptWatcher?.nextLook,
            planWatcher?.nextLook, liveReload?.deadline(isHeld: settler.deadline != nil),
        ] {
            if let deadline { consider(deadline - now) }
        }
        // What no descriptor tells of.
        if !state.isListening, plan.pidFile != nil { consider(.milliseconds(10)) }
        if httpdIsReaped { consider(.milliseconds(20)) }
        if !processes.unpolled.isEmpty { consider(.milliseconds(100)) }
        guard let wait else { return -1 }
        let (seconds, attoseconds) = wait.components
        // Rounded up: a wait that ends before its deadline would be repeated at once.
        let milliseconds = seconds * 1000 + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000
        return Int32(clamping: max(0, min(milliseconds, 3_600_000)))
    }
}
