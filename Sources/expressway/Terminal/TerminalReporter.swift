import ChangeWatching
import Glibc
import LogPresentation
import ServerPlanning
import Supervision
import SystemPackage

/// Tells the person at the terminal what happens to the server. A class, since the supervisor calls it back while it collects what was said.
final class TerminalReporter: SupervisionObserver {
    private(set) var hasServed = false
    /// What Apache printed before it had a log, in case it does not start.
    private(set) var rawLines: [String] = []

    /// What was shown and has not been mended.
    private var lastFailure: String?
    private let plan: ServerPlan
    private let follower: ProfileFollower
    private let isColoured = Terminal.isColoured(STDOUT_FILENO)

    init(plan: ServerPlan, follower: ProfileFollower) {
        self.plan = plan
        self.follower = follower
    }

    var planFiles: [FilePath] { follower.files }

    func supervisor(sawPlanFilesChange changes: [Change]) -> PlanChange {
        follower.handle(changes)
    }

    func supervisor(noticed notice: SupervisionNotice) {
        switch notice {
        case .listening, .httpdEnded:
            break
        case .ready(let duration, _, _):
            hasServed = true
            say("Ready after \(duration.shown): \(plan.listener.url)")
        case .importFailed(let summary, let traceback, let phase):
            if traceback == lastFailure {
                warn("Still the same: \(TerminalText.printable(Array(summary.utf8)))")
            } else {
                show(traceback)
            }
            lastFailure = traceback
            if phase == .reload || plan.reload != nil {
                warn("The application could not be imported. Waiting for a change…")
            }
        case .importCrashed(let pid):
            warn("The WSGI process \(pid) ended while it imported the application. Waiting for a change…")
        case .processEnded(let pid):
            warn("The WSGI process \(pid) ended; another one takes its place.")
        case .reloading:
            break
        case .restartingGracefully(let changes):
            say("Apache restarts gracefully after a change of \(Self.summary(changes))")
        case .reloadTakesLong(let duration, let changes):
            let since = "\(duration.components.seconds) s after a change of \(Self.summary(changes))"
            warn("The application is still being imported, \(since); requests wait.")
        case .reloaded(let duration, let changes, let generation):
            hasServed = true
            lastFailure = nil
            let who = generation.map { "; generation \($0) serves" } ?? ""
            say("Reloaded in \(duration.shown) after a change of \(Self.summary(changes))\(who)")
        case .standbyUnavailable(let reason):
            warn("Nothing stands by, a reload starts the WSGI processes anew: \(reason)")
        case .watching(let problem):
            warn("\(problem)")
        case .waitingForRequests(let longest):
            warn("Waiting for requests in flight, \(longest.shown) at most; Ctrl-C again ends them now.")
        case .killing:
            warn("Ending what is left.")
        case .nothingToReport:
            warn("SIGUSR2 asks for coverage reports, and nothing is measured; --enable-coverage measures.")
        }
    }

    func supervisor(logged entry: LogEntry) {
        if case .raw = entry.origin, rawLines.count < Self.mostRawLines { rawLines += entry.lines }
        guard !entry.isRoutine else { return }
        Terminal.write(entry.rendered(colour: isColoured), to: STDOUT_FILENO)
    }

    func supervisor(accessed line: String) {
        Terminal.write(line + "\n", to: STDOUT_FILENO)
    }

    private static let mostRawLines = 200

    private func say(_ text: String) {
        Terminal.write(isColoured ? "\u{1B}[32m\(text)\u{1B}[0m\n" : text + "\n", to: STDOUT_FILENO)
    }

    private func warn(_ text: String) {
        Terminal.write(isColoured ? "\u{1B}[33m\(text)\u{1B}[0m\n" : text + "\n", to: STDOUT_FILENO)
    }

    /// An exception's message may hold anything, escape sequences of terminals included.
    private func show(_ traceback: String) {
        let lines = traceback.trimmingTrailingNewlines.split(separator: "\n", omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() {
            let text = StyledText(
                TerminalText.printable(Array(line.utf8)), index == lines.count - 1 ? .exception : .plain)
            Terminal.write(text.rendered(colour: isColoured) + "\n", to: STDOUT_FILENO)
        }
    }

    /// The first few names, each once: a branch switch may concern a hundred files of one name.
    private static func summary(_ changes: [Change]) -> String {
        var known: Set<String> = []
        let names = changes.map { $0.path.lastComponent?.string ?? $0.path.string }
            .filter { known.insert($0).inserted }.prefix(3)
        let rest = Set(changes.map(\.path)).count - names.count
        return names.joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
    }
}

extension Duration {
    /// `0.24 s`
    var shown: String {
        let hundredths = components.seconds * 100 + components.attoseconds / 10_000_000_000_000_000
        guard hundredths > 0 || self == .zero else { return "less than 0.01 s" }
        let fraction = hundredths % 100
        return fraction == 0 ? "\(hundredths / 100) s" : "\(hundredths / 100).\(fraction < 10 ? "0" : "")\(fraction) s"
    }
}
