import ChangeWatching
import Glibc
import SystemPackage
import Testing

@testable import Supervision

/// Feeds events at times (seconds from the start) and compares the actions.
private struct Table {
    let start = ContinuousClock.now
    var state: SupervisionState

    init(_ settings: SupervisionState.Settings = .init()) { state = SupervisionState(settings, at: start) }

    mutating func at(_ seconds: Double, _ event: SupervisionEvent) -> [SupervisionAction] {
        state.handle(event, at: start + .milliseconds(Int64((seconds * 1000).rounded())))
    }

    mutating func at(_ seconds: Double, _ pid: Int32, _ event: ProcessReport.Event) -> [SupervisionAction] {
        at(seconds, .report(.init(pid: pid, event: event)))
    }

    var deadline: Duration? { state.deadline.map { $0 - start } }
}

private let importing = ProcessReport.Event.importing(entryPoint: "app")
private let ready = ProcessReport.Event.ready(importing: .seconds(1))
private let failed = ProcessReport.Event.failed(summary: "ValueError: 1")
private let change = [Change(path: "/a.py", kind: .modified)]
private let other = [Change(path: "/b.py", kind: .modified)]

extension SupervisionState.Settings {
    fileprivate static let reloading = Self(reloads: true)
}

/// A server that serves since the third second, with processes 10, 11, ….
private func serving(_ settings: SupervisionState.Settings) -> Table {
    var table = Table(settings)
    for pid in 10..<(10 + Int32(settings.processes)) {
        _ = table.at(1, pid, importing)
        _ = table.at(3, pid, ready)
    }
    return table
}

@Suite struct StartUpStateTests {
    @Test func `the first process that is ready makes the server ready`() {
        var table = Table(.init(processes: 2))
        #expect(table.at(0.1, .listening) == [.notify(.listening)])
        #expect(table.at(0.2, 10, importing) == [])
        #expect(table.at(0.2, 11, importing) == [])
        #expect(table.at(1, 11, ready) == [.notify(.ready(afterStart: .seconds(1), pid: 11, importing: .seconds(1)))])
        #expect(table.at(1.1, 10, ready) == [])
        #expect(table.deadline == nil)
    }

    @Test func `a report tells that Apache listens`() {
        var table = Table()
        #expect(table.at(0.1, 10, importing) == [.notify(.listening)])
        #expect(table.at(0.2, .listening) == [])
    }

    @Test func `without an application listening is enough`() {
        var table = Table(.init(applicationPresent: false))
        #expect(
            table.at(0.1, .listening) == [
                .notify(.listening), .notify(.ready(afterStart: .milliseconds(100), pid: nil, importing: nil)),
            ])
        #expect(table.deadline == nil)
    }

    @Test func `an import that fails is told once, with its traceback, and ends the server`() {
        var table = Table(.init(processes: 2))
        _ = table.at(0.1, 10, importing)
        _ = table.at(0.1, 11, importing)
        _ = table.at(0.2, 10, .traceback(piece: "Traceback…\n"))
        _ = table.at(0.2, 11, .traceback(piece: "other"))
        _ = table.at(0.2, 10, .traceback(piece: "ValueError: 1\n"))
        #expect(
            table.at(0.3, 10, failed) == [
                .notify(
                    .importFailed(summary: "ValueError: 1", traceback: "Traceback…\nValueError: 1\n", phase: .startUp)),
                .terminate,
            ])
        #expect(table.at(0.3, 11, failed) == [])
        #expect(table.at(0.4, .httpdEnded(.exited(status: 0))) == [.terminate])
        #expect(table.at(0.5, .groupEmpty) == [.finish(.importFailed)])
    }

    @Test func `an import that fails with a reload configured waits for a change`() {
        var table = Table(.reloading)
        _ = table.at(0.1, 10, importing)
        #expect(
            table.at(0.3, 10, failed) == [
                .notify(.importFailed(summary: "ValueError: 1", traceback: "", phase: .startUp))
            ])
        #expect(table.deadline == nil)
        #expect(table.at(9, .filesChanged(change)) == [.notify(.reloading(change)), .retire([10])])
        #expect(table.at(9.1, .processGone(pid: 10)) == [])
        _ = table.at(10, 12, importing)
        #expect(table.at(11, 12, ready) == [.notify(.reloaded(after: .seconds(2), change, generation: nil))])
    }

    @Test func `a process that ends while it imports is a crash, with the signal that Apache names`() {
        var table = Table(.init(processes: 2))
        _ = table.at(0.1, 10, importing)
        #expect(table.at(0.2, .processGone(pid: 10)) == [])
        #expect(table.at(0.2, 11, importing) == [])
        #expect(table.deadline == .milliseconds(1700))
        #expect(table.at(1, .childSignalled(pid: 10, signal: 11)) == [.terminate])
        _ = table.at(1.1, .httpdEnded(.exited(status: 0)))
        #expect(table.at(1.1, .groupEmpty) == [.finish(.applicationCrashes(signal: 11))])
    }

    @Test func `one that Apache starts again without a word ended by itself`() {
        var table = Table()
        _ = table.at(0.1, 10, importing)
        _ = table.at(0.2, .processGone(pid: 10))
        #expect(table.at(1.1, 11, importing) == [.terminate])
        _ = table.at(1.1, .httpdEnded(.exited(status: 0)))
        #expect(table.at(1.1, .groupEmpty) == [.finish(.applicationCrashes(signal: nil))])
    }

    @Test func `a crash of which nobody says more ends the server after a moment`() {
        var table = Table()
        _ = table.at(0.1, 10, importing)
        _ = table.at(0.2, .processGone(pid: 10))
        #expect(table.at(1.6, .timePassed) == [])
        #expect(table.at(1.7, .timePassed) == [.terminate])
    }

    @Test func `a Python that cannot start ends the server at once`() {
        var table = Table()
        _ = table.at(0.1, .listening)
        #expect(table.at(0.2, .fatalPythonError) == [.terminate])
        #expect(table.at(0.2, .fatalPythonError) == [])
    }

    @Test func `processes that a signal ends before they report are a crash the second time`() {
        var table = Table()
        #expect(table.at(1, .childSignalled(pid: 10, signal: 11)) == [])
        #expect(table.at(2, .childSignalled(pid: 11, signal: 11)) == [.terminate])
    }

    @Test func `an import that takes too long ends the server, and what does not end is killed`() {
        var table = Table()
        _ = table.at(0.1, 10, importing)
        #expect(table.deadline == .seconds(15))
        #expect(table.at(14.9, .timePassed) == [])
        #expect(table.at(15, .timePassed) == [.terminate])
        #expect(table.deadline == .seconds(16))
        #expect(table.at(16, .timePassed) == [.notify(.killing), .kill])
        _ = table.at(16.1, .httpdEnded(.signalled(9)))
        #expect(table.at(16.1, .groupEmpty) == [.finish(.startupTimedOut)])
    }

    @Test func `httpd that ends before it listens failed, later it ended unexpectedly`() {
        var table = Table()
        #expect(
            table.at(0.1, .httpdEnded(.exited(status: 1))) == [.notify(.httpdEnded(.exited(status: 1))), .terminate])
        #expect(table.at(0.1, .groupEmpty) == [.finish(.httpdFailed(.exited(status: 1)))])

        table = serving(.init())
        #expect(table.at(9, .httpdEnded(.signalled(9))) == [.notify(.httpdEnded(.signalled(9))), .terminate])
        #expect(table.at(10, .timePassed) == [.notify(.killing), .kill])
        #expect(table.at(10, .groupEmpty) == [.finish(.httpdEndedUnexpectedly(.signalled(9)))])
    }

    @Test func `a server that was ended in the debugger was stopped by its user`() {
        var table = Table(.init(isInteractive: true))
        #expect(table.at(0.1, .httpdEnded(.exited(status: 0))) == [.terminate])
        #expect(table.at(0.1, .groupEmpty) == [.finish(.stoppedByUser(signal: SIGTERM))])

        // While it imported the application: the process is Apache itself.
        table = Table(.init(isInteractive: true))
        _ = table.at(0.1, 10, importing)
        _ = table.at(0.2, .processGone(pid: 10))
        _ = table.at(0.2, .httpdEnded(.exited(status: 0)))
        #expect(table.at(0.2, .groupEmpty) == [.finish(.stoppedByUser(signal: SIGTERM))])

        table = serving(.init(isInteractive: true))
        _ = table.at(9, .httpdEnded(.exited(status: 3)))
        #expect(table.at(9, .groupEmpty) == [.finish(.httpdEndedUnexpectedly(.exited(status: 3)))])
    }

    @Test func `a change during the first import leads to another import, and is not lost`() {
        var table = Table(.reloading)
        _ = table.at(0.1, 10, importing)
        #expect(table.at(1, .filesChanged(change)) == [.notify(.reloading(change)), .retire([10])])
        #expect(table.at(2, 10, failed) == [])
        #expect(table.at(2.1, .processGone(pid: 10)) == [])
        _ = table.at(3, 11, importing)
        #expect(table.at(4, 11, ready) == [.notify(.ready(afterStart: .seconds(4), pid: 11, importing: .seconds(1)))])
    }
}

@Suite struct ReloadStateTests {
    @Test func `a change retires all processes, and the last new one that is ready completes the reload`() {
        var table = serving(.init(processes: 2, reloads: true))
        #expect(table.at(5, .filesChanged(change)) == [.notify(.reloading(change)), .retire([10, 11])])
        #expect(table.at(5.1, .processGone(pid: 10)) == [])
        #expect(table.at(5.1, .processGone(pid: 11)) == [])
        _ = table.at(6, 12, importing)
        _ = table.at(6, 13, importing)
        #expect(table.at(6.5, 12, ready) == [])
        #expect(table.at(7, 13, ready) == [.notify(.reloaded(after: .seconds(2), change, generation: nil))])
    }

    @Test func `a change during a reload leads to another one`() {
        var table = serving(.reloading)
        _ = table.at(5, .filesChanged(change))
        _ = table.at(6, 12, importing)
        #expect(table.at(6.1, .filesChanged(other)) == [.notify(.reloading(other)), .retire([12])])
        #expect(table.at(6.5, 12, ready) == [], "it may have read the old text")
        _ = table.at(7, .processGone(pid: 12))
        _ = table.at(7, 13, importing)
        #expect(table.at(8.1, 13, ready) == [.notify(.reloaded(after: .seconds(2), change + other, generation: nil))])
    }

    @Test func `an old process that hangs is not told to go twice`() {
        var table = serving(.reloading)
        _ = table.at(5, .filesChanged(change))
        #expect(table.at(6, .filesChanged(other)) == [.notify(.reloading(other))])
    }

    @Test func `an import that fails on a reload is told once, and the next change tries again`() {
        var table = serving(.init(processes: 2, reloads: true))
        _ = table.at(5, .filesChanged(change))
        for pid: Int32 in [12, 13] { _ = table.at(6, pid, importing) }
        #expect(
            table.at(6.1, 12, failed) == [
                .notify(.importFailed(summary: "ValueError: 1", traceback: "", phase: .reload))
            ])
        #expect(table.at(6.2, 13, failed) == [])
        #expect(table.at(8, .filesChanged(other)) == [.notify(.reloading(other)), .retire([12, 13])])
        for pid: Int32 in [14, 15] { _ = table.at(9, pid, importing) }
        _ = table.at(9.5, 14, ready)
        #expect(table.at(10, 15, ready) == [.notify(.reloaded(after: .seconds(2), change + other, generation: nil))])
    }

    @Test func `an import that crashes on a reload is told once, however often Apache tries`() {
        var table = serving(.reloading)
        _ = table.at(5, .filesChanged(change))
        _ = table.at(6, 12, importing)
        #expect(table.at(6.1, .processGone(pid: 12)) == [.notify(.importCrashed(pid: 12))])
        _ = table.at(7, 13, importing)
        #expect(table.at(7.1, .processGone(pid: 13)) == [])
        #expect(table.at(8, .filesChanged(other)) == [.notify(.reloading(other))])
    }

    @Test func `without a reload configured, and without an application, changes are nothing`() {
        var table = serving(.init())
        #expect(table.at(5, .filesChanged(change)) == [])
        table = Table(.init(applicationPresent: false, reloads: true))
        _ = table.at(1, .listening)
        #expect(table.at(5, .filesChanged(change)) == [])
    }

    @Test func `where the process that ends is Apache itself, no other one takes its place`() {
        var table = serving(.init(isInteractive: true))
        #expect(table.at(5, .processGone(pid: 10)) == [])
    }

    @Test func `a process that ends while it serves is told, and is no end`() {
        var table = serving(.init())
        #expect(table.at(5, .processGone(pid: 10)) == [.notify(.processEnded(pid: 10))])
        #expect(table.at(6, .processGone(pid: 99)) == [])
        #expect(table.deadline == nil)
    }
}

@Suite struct StoppingStateTests {
    @Test func `a signal stops the server`() {
        var table = serving(.init())
        #expect(table.at(5, .signal(2)) == [.terminate])
        #expect(table.at(5.1, .httpdEnded(.exited(status: 0))) == [.terminate])
        #expect(table.at(5.2, .groupEmpty) == [.finish(.stoppedByUser(signal: 2))])
        #expect(table.at(5.3, .signal(2)) == [])
    }

    @Test func `after a second a person learns what is waited for, and in the end it is killed`() {
        var table = serving(.init(shutdownTimeout: .seconds(5)))
        _ = table.at(10, .signal(15))
        #expect(table.deadline == .seconds(11))
        #expect(table.at(11, .timePassed) == [.notify(.waitingForRequests(atMost: .seconds(6)))])
        #expect(table.deadline == .seconds(17))
        #expect(table.at(17, .timePassed) == [.notify(.killing), .kill])
        #expect(table.at(18, .timePassed) == [.notify(.killing), .kill], "until nothing is left")
    }

    @Test func `a second signal kills at once`() {
        var table = serving(.init())
        _ = table.at(5, .signal(2))
        #expect(table.at(5.5, .signal(2)) == [.notify(.killing), .kill])
        _ = table.at(5.6, .httpdEnded(.signalled(9)))
        #expect(table.at(5.6, .groupEmpty) == [.finish(.stoppedByUser(signal: 2))])
    }

    @Test func `a stop during the start and during a reload is a stop`() {
        var table = Table()
        #expect(table.at(0.1, .signal(2)) == [.terminate])
        #expect(table.at(0.2, 10, failed) == [])
        _ = table.at(0.3, .httpdEnded(.signalled(15)))
        #expect(table.at(0.3, .groupEmpty) == [.finish(.stoppedByUser(signal: 2))])

        table = serving(.reloading)
        _ = table.at(5, .filesChanged(change))
        #expect(table.at(5.1, .signal(2)) == [.terminate])
        #expect(table.at(5.2, .filesChanged(other)) == [])
    }
}

@Suite struct PlanChangeStateTests {
    @Test func `a plan that only new processes need renews them, also where nothing is reloaded`() {
        var table = serving(.init(processes: 2))
        #expect(
            table.at(5, .planChanged(.renewsProcesses(change))) == [.notify(.reloading(change)), .retire([10, 11])])
    }

    @Test func `a server that is replaced gets the time that its requests need`() {
        var table = serving(.init())
        #expect(table.at(5, .planChanged(.replacesServer)) == [.terminate])
        #expect(table.at(6, .timePassed) == [.notify(.waitingForRequests(atMost: .seconds(6)))])
        #expect(table.at(6.5, .httpdEnded(.exited(status: 0))) == [.terminate])
        #expect(table.at(6.6, .groupEmpty) == [.finish(.replaced)])
    }

    @Test func `Apache's children wait for nobody once the last WSGI process is gone`() {
        var table = serving(.init(processes: 2))
        _ = table.at(5, .signal(2))
        #expect(table.at(5.1, .processGone(pid: 10)) == [])
        #expect(table.at(5.2, .processGone(pid: 11)) == [])
        #expect(table.at(5.6, .timePassed) == [])
        #expect(table.at(5.7, .timePassed) == [.killChildren])
        #expect(table.at(5.9, .timePassed) == [])
        #expect(table.at(6, .httpdEnded(.exited(status: 0))) == [.terminate])
        #expect(table.at(6.1, .groupEmpty) == [.finish(.stoppedByUser(signal: 2))])
    }

    @Test func `Apache that reads its plan anew counts the processes of the new one, and says when they serve`() {
        var table = serving(.init(processes: 2))
        let graceful = PlanChange.restartsGracefully(change, .init(processes: 1, rules: nil))
        #expect(table.at(5, .planChanged(graceful)) == [.notify(.restartingGracefully(change)), .restartGracefully])
        #expect(table.at(5.1, .processGone(pid: 10)) == [])
        _ = table.at(5.2, 12, importing)
        #expect(table.at(5.5, 12, ready) == [.notify(.reloaded(after: .milliseconds(500), change, generation: nil))])
        #expect(table.at(5.6, .processGone(pid: 11)) == [])
    }

    @Test func `Apache that does not listen yet is replaced, it would end`() {
        var table = Table()
        let graceful = PlanChange.restartsGracefully(change, .init(processes: 1, rules: nil))
        #expect(table.at(0.1, .planChanged(graceful)) == [.terminate])
    }

    @Test func `what concerns the engine alone touches nothing`() {
        var table = serving(.init())
        #expect(table.at(5, .planChanged(.adjusts(.init(processes: 1, rules: nil)))) == [])
    }

    @Test func `whoever stops a server that is being replaced stops it for good`() {
        var table = serving(.init())
        _ = table.at(5, .planChanged(.replacesServer))
        #expect(table.at(5.1, .signal(2)) == [.terminate])
        _ = table.at(5.2, .httpdEnded(.exited(status: 0)))
        #expect(table.at(5.3, .groupEmpty) == [.finish(.stoppedByUser(signal: 2))])
    }

    @Test func `a change that means nothing changes nothing`() {
        var table = serving(.init())
        #expect(table.at(5, .planChanged(.none)) == [])
    }

    @Test func `a server that stops is not replaced any more`() {
        var table = serving(.init())
        _ = table.at(5, .signal(2))
        #expect(table.at(5.1, .planChanged(.replacesServer)) == [])
        #expect(table.at(5.1, .planChanged(.renewsProcesses(change))) == [])
    }

    @Test func `an edit during the start replaces the server that has not come up yet`() {
        var table = Table()
        _ = table.at(0.1, 10, importing)
        #expect(table.at(0.2, .planChanged(.replacesServer)) == [.terminate])
    }
}
