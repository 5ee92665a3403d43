import SystemPackage

/// A process that stands by makes the generations: the first one unasked, each later one when it is told to. Requests are pointed at a generation as
/// soon as its socket is there, and wait until it has imported the application; the one before finishes what it has begun.
extension SupervisionState {
    struct Standby: Sendable, Hashable {
        let pid: Int32
        /// Where Apache's children connect to.
        let socket: FilePath
    }

    /// A request that was on its way when the others were pointed elsewhere has arrived by then.
    static let reliefPatience: Duration = .milliseconds(250)

    /// Nil where the report is about something else.
    mutating func followStandby(_ report: ProcessReport, at instant: Instant) -> [SupervisionAction]? {
        switch report.event {
        case .standby(let socket):
            return admitStandby(Standby(pid: report.pid, socket: socket))
        case .noStandby(let reason):
            return [.notify(.standbyUnavailable(reason: reason))]
        case .listening(let number, let socket):
            guard let standby, number == generation else { return [] }
            redirected = instant
            return [.redirect(standby.socket, to: socket)]
        case .loaded(let name):
            guard let standby else { return [.learn(name, isAll: true), .removeLoaded(name)] }
            guard processes[report.pid]?.generation == generation else { return [.removeLoaded(name)] }
            return [.learn(name, isAll: true), .order(pid: standby.pid, .prepare(name))]
        case .imported(let name):
            return [.learn(name, isAll: false), .removeLoaded(name)]
        case .prepared:
            return []
        case .importing, .ready, .traceback, .failed, .generation:
            return nil
        }
    }

    /// The first one has begun the first generation already. Another one takes the place of one that has ended: its first generation cannot be reached any
    /// more, if requests have been pointed elsewhere meanwhile.
    private mutating func admitStandby(_ new: Standby) -> [SupervisionAction] {
        let isFirst = generation == 0
        standby = new
        generation = max(generation, 1)
        return isFirst && reload?.isOfApache ?? true ? [] : beginGeneration(new)
    }

    mutating func beginGeneration(_ standby: Standby) -> [SupervisionAction] {
        generation += 1
        return [.order(pid: standby.pid, .importGeneration(generation))]
    }

    /// The latest generation serves: those before it are relieved.
    mutating func planRelief(at instant: Instant) {
        guard standby != nil else { return }
        let moment = max(instant, redirected?.advanced(by: Self.reliefPatience) ?? instant)
        for (pid, process) in processes where process.generation < generation && !process.isRetiring {
            if process.relief == nil { processes[pid]?.relief = moment }
        }
    }

    mutating func relieve(at instant: Instant) -> [SupervisionAction] {
        let due = processes.filter { $0.value.relief.map { $0 <= instant } ?? false }.keys.sorted()
        for pid in due {
            processes[pid]?.relief = nil
            processes[pid]?.isRetiring = true
        }
        return due.isEmpty ? [] : [.relieve(due)]
    }

    /// With it goes all that it has made; Apache starts another one.
    mutating func handleStandbyGone(_ pid: Int32, at instant: Instant) -> [SupervisionAction] {
        standby = nil
        for pid in processes.keys { processes[pid]?.isRetiring = true }
        switch phase {
        case .starting:
            phase = .crashed(pid: pid, until: instant.advanced(by: Self.crashPatience))
            return []
        case .serving:
            return [.notify(.processEnded(pid: pid))]
        case .crashed, .stopping, .ended:
            return []
        }
    }
}
