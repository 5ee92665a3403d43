import ChangeWatching
import Glibc
import LiveReloading
import SystemPackage

/// Tells pages in browsers when they are old: a new generation serves, an import has failed and its traceback is the page, a file has changed that is
/// read for each request. A class: it owns descriptors. Not for several threads.
final class LiveReload {
    typealias Instant = ContinuousClock.Instant

    private let server: StreamServer
    private var watcher: ProjectWatcher
    /// An editor that saves all files may come to a source a moment later.
    private var settler = ChangeSettler(brief: .milliseconds(50))

    init(_ plan: SupervisionPlan.LiveReload) throws(SupervisionError) {
        do throws(Errno) {
            let owner = plan.owner.map { StreamServer.Owner(user: $0.user, group: $0.group) }
            server = try StreamServer(
                at: plan.socket, owner: owner, version: PageVersion(run: UInt64(Self.milliseconds)))
        } catch {
            throw .liveReload(plan.socket, error)
        }
        watcher = ProjectWatcher(plan.rules)
    }

    /// Since 1970.
    private static var milliseconds: Int64 {
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        return Int64(now.tv_sec) * 1000 + Int64(now.tv_nsec) / 1_000_000
    }

    var polled: [pollfd] {
        watcher.descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) } + server.polled
    }

    func watch(_ rules: WatchRules) {
        if rules != watcher.rules { watcher = ProjectWatcher(rules) }
    }

    var version: PageVersion { server.version }

    var problems: [WatchProblem] { watcher.problems }

    /// When `turn` is due.
    /// - Parameter isHeld: whether other changes are still being gathered.
    func deadline(isHeld: Bool) -> Instant? {
        [server.deadline, watcher.nextLook, isHeld ? nil : settler.deadline].compactMap { $0 }.min()
    }

    /// - Parameters:
    ///   - isHeld: whether other changes are still being gathered: they may lead to a new generation.
    ///   - isReloading: whether one is on its way; its pages show these changes as well.
    func turn(at now: Instant, isHeld: Bool, isReloading: Bool) {
        settler.add(watcher.readChanges(), at: now)
        server.turn(at: now)
        guard !isHeld, settler.settled(at: now) != nil, !isReloading else { return }
        server.advance(since: Self.milliseconds)
    }

    /// Apache's threads are free again. The pages connect anew.
    func endStreams() { server.endStreams() }

    /// Nothing is to wait for a stream.
    func end() {
        server.endStreams()
        server.stopListening()
    }

    /// - Parameter redirected: since when requests are answered by what the notice is about; nil: since now.
    func follow(_ notice: SupervisionNotice, redirected: Instant?) {
        switch notice {
        case .reloaded, .importFailed(_, _, .reload):
            let age = redirected.map { Instant.now - $0 } ?? .zero
            server.advance(since: Self.milliseconds - Int64(age / .milliseconds(1)))
        // Nothing would answer: a page that asked now had no script afterwards.
        case .importCrashed: break
        case .listening, .ready, .importFailed(_, _, .startUp), .processEnded, .reloading, .reloadTakesLong,
            .standbyUnavailable, .restartingGracefully, .watching, .waitingForRequests, .killing, .httpdEnded,
            .nothingToReport:
            break
        }
    }
}
