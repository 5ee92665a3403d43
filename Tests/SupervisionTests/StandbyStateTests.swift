import ChangeWatching
import Glibc
import SystemPackage
import Testing

@testable import Supervision

private let importing = ProcessReport.Event.importing(entryPoint: "app")
private let ready = ProcessReport.Event.ready(importing: .seconds(1))
private let failed = ProcessReport.Event.failed(summary: "ValueError: 1")
private let change = [Change(path: "/a.py", kind: .modified)]
private let socket: FilePath = "/srv/server/wsgi.1.0.1.sock"

private func place(_ generation: Int) -> FilePath { FilePath("/srv/server/standby/\(generation).sock") }

/// A server that serves since the first second: 9 stands by, 10 is the first generation.
private struct Table {
    let start = ContinuousClock.now
    var state: SupervisionState

    init(processes: Int = 1) {
        state = SupervisionState(.init(processes: processes, reloads: true), at: start)
        _ = at(0.1, 9, .standby(socket: socket))
        for pid in 10..<(10 + Int32(processes)) { begin(pid, generation: 1, at: 0.2) }
        for pid in 10..<(10 + Int32(processes)) { _ = at(1, pid, ready) }
    }

    mutating func at(_ seconds: Double, _ event: SupervisionEvent) -> [SupervisionAction] {
        state.handle(event, at: start + .milliseconds(Int64((seconds * 1000).rounded())))
    }

    mutating func at(_ seconds: Double, _ pid: Int32, _ event: ProcessReport.Event) -> [SupervisionAction] {
        at(seconds, .report(.init(pid: pid, event: event)))
    }

    mutating func begin(_ pid: Int32, generation: Int, at seconds: Double) {
        _ = at(seconds, pid, .generation(generation))
        _ = at(seconds, pid, importing)
    }

    var deadline: Duration? { state.deadline.map { $0 - start } }
}

@Suite struct StandbyStateTests {
    @Test func `a change makes the next generation, and ends nothing`() {
        var table = Table()
        #expect(
            table.at(5, .filesChanged(change)) == [.notify(.reloading(change)), .order(pid: 9, .importGeneration(2))])
        #expect(table.deadline == .seconds(10))
    }

    @Test func `after a restart of Apache generations are counted anew, and the first one is enough`() {
        var table = Table()
        let graceful = PlanChange.restartsGracefully(change, .init(processes: 1, rules: nil))
        #expect(
            table.at(5, .planChanged(graceful)) == [
                .notify(.restartingGracefully(change)), .keep(socket), .order(pid: 9, .linger), .restartGracefully,
            ])
        #expect(table.at(5.1, .processGone(pid: 9)) == [])
        #expect(table.at(5.2, 19, .standby(socket: socket)) == [])
        table.begin(20, generation: 1, at: 5.3)
        #expect(table.at(5.5, 20, ready) == [.notify(.reloaded(after: .milliseconds(500), change, generation: 1))])
        #expect(
            table.at(6, .filesChanged(change)) == [.notify(.reloading(change)), .order(pid: 19, .importGeneration(2))])
    }

    @Test func `an edit while Apache restarts is in the generation after the first`() {
        var table = Table()
        _ = table.at(5, .planChanged(.restartsGracefully(change, .init(processes: 1, rules: nil))))
        _ = table.at(5.1, .filesChanged(change))
        #expect(table.at(5.2, 19, .standby(socket: socket)) == [.order(pid: 19, .importGeneration(2))])
    }

    @Test func `requests are pointed at a generation as soon as its socket is there`() {
        var table = Table()
        _ = table.at(5, .filesChanged(change))
        #expect(
            table.at(5.1, 9, .listening(generation: 2, socket: place(2))) == [.redirect(socket, to: place(2))])
    }

    @Test func `the one before is relieved when the next one serves, and what was on its way has arrived`() {
        var table = Table()
        _ = table.at(5, .filesChanged(change))
        _ = table.at(5.1, 9, .listening(generation: 2, socket: place(2)))
        table.begin(11, generation: 2, at: 5.1)
        #expect(
            table.at(5.2, 11, ready) == [.notify(.reloaded(after: .milliseconds(200), change, generation: 2))])
        #expect(table.deadline == .milliseconds(5350))
        #expect(table.at(5.3, .timePassed) == [])
        #expect(table.at(5.35, .timePassed) == [.relieve([10])])
        #expect(table.deadline == nil)
        #expect(table.at(6, .processGone(pid: 10)) == [])
    }

    @Test func `all processes of a generation must be ready before the one before is relieved`() {
        var table = Table(processes: 2)
        _ = table.at(5, .filesChanged(change))
        _ = table.at(5, 9, .listening(generation: 2, socket: place(2)))
        table.begin(12, generation: 2, at: 5.1)
        table.begin(13, generation: 2, at: 5.1)
        #expect(table.at(5.2, 12, ready) == [])
        #expect(table.deadline == .seconds(10))
        #expect(table.at(6, 13, ready) == [.notify(.reloaded(after: .seconds(1), change, generation: 2))])
        #expect(table.at(6, .timePassed) == [.relieve([10, 11])])
    }

    @Test func `saves that follow each other quickly hold up no end`() {
        var table = Table()
        for generation in 2...5 {
            let moment = 5 + Double(generation) * 0.1
            _ = table.at(moment, .filesChanged(change))
            _ = table.at(moment, 9, .listening(generation: generation, socket: place(generation)))
            table.begin(20 + Int32(generation), generation: generation, at: moment)
            _ = table.at(moment + 0.05, 20 + Int32(generation), ready)
        }
        #expect(table.deadline == .milliseconds(5450))
        #expect(table.at(5.45, .timePassed) == [.relieve([10])])
        #expect(table.at(5.55, .timePassed) == [.relieve([22])])
    }

    @Test func `a generation that another one has overtaken is of no interest`() {
        var table = Table()
        _ = table.at(5, .filesChanged(change))
        table.begin(11, generation: 2, at: 5)
        _ = table.at(5.1, .filesChanged(change))
        #expect(table.at(5.1, 9, .listening(generation: 2, socket: place(2))) == [])
        #expect(table.at(5.2, 11, failed) == [])
        #expect(table.at(5.2, .processGone(pid: 11)) == [])
        table.begin(12, generation: 3, at: 5.2)
        #expect(table.at(5.3, 12, ready) == [.notify(.reloaded(after: .milliseconds(200), change, generation: 3))])
    }

    @Test func `a generation that cannot be imported is told once, and the one before is relieved as well`() {
        var table = Table()
        _ = table.at(5, .filesChanged(change))
        _ = table.at(5, 9, .listening(generation: 2, socket: place(2)))
        table.begin(11, generation: 2, at: 5)
        _ = table.at(5.1, 11, .traceback(piece: "ValueError: 1"))
        #expect(
            table.at(5.5, 11, failed) == [
                .notify(.importFailed(summary: "ValueError: 1", traceback: "ValueError: 1", phase: .reload))
            ])
        #expect(table.at(5.5, .timePassed) == [.relieve([10])])
    }

    @Test func `an import that takes long is told once, and one that has failed is over`() {
        var table = Table()
        _ = table.at(5, .filesChanged(change))
        _ = table.at(5, 9, .listening(generation: 2, socket: place(2)))
        table.begin(11, generation: 2, at: 5)
        #expect(table.at(9, .timePassed) == [])
        #expect(table.at(10, .timePassed) == [.notify(.reloadTakesLong(after: .seconds(5), change))])
        #expect(table.at(11, .timePassed) == [])
        _ = table.at(20, .filesChanged(change))
        _ = table.at(20, 9, .listening(generation: 3, socket: place(3)))
        table.begin(12, generation: 3, at: 20)
        _ = table.at(21, 12, failed)
        #expect(table.at(30, .timePassed).allSatisfy { if case .notify = $0 { false } else { true } })
    }

    @Test func `what the application has loaded is passed on, if it is the latest`() {
        var table = Table()
        #expect(
            table.at(2, 10, .loaded(name: "a.json")) == [
                .learn("a.json", isAll: true), .order(pid: 9, .prepare("a.json")),
            ])
        _ = table.at(5, .filesChanged(change))
        #expect(table.at(6, 10, .loaded(name: "b.json")) == [.removeLoaded("b.json")])
    }

    @Test func `what is loaded when an import ends or fails is known before the first request`() {
        var table = Table()
        #expect(
            table.at(2, 10, .imported(name: "a.json")) == [.learn("a.json", isAll: false), .removeLoaded("a.json")])
    }

    @Test func `where nothing stands by, what is loaded is learnt all the same`() {
        var state = SupervisionState(.init(reloads: true), at: .now)
        let report = ProcessReport(pid: 10, event: .loaded(name: "a.json"))
        #expect(
            state.handle(.report(report), at: .now).suffix(2) == [
                .learn("a.json", isAll: true), .removeLoaded("a.json"),
            ])
    }

    @Test func `a standby that takes the place of another makes a generation that can be reached`() {
        var table = Table()
        #expect(table.at(5, .processGone(pid: 9)) == [.notify(.processEnded(pid: 9))])
        #expect(table.at(5, .processGone(pid: 10)) == [])
        #expect(table.at(6, 19, .standby(socket: socket)) == [.order(pid: 19, .importGeneration(2))])
    }

    @Test func `a change before anything stands by is not lost`() {
        var table = SupervisionState(.init(reloads: true), at: .now)
        #expect(table.handle(.filesChanged(change), at: .now) == [.notify(.reloading(change))])
        let report = ProcessReport(pid: 9, event: .standby(socket: socket))
        #expect(
            table.handle(.report(report), at: .now) == [
                .notify(.listening), .order(pid: 9, .importGeneration(2)),
            ])
    }

    @Test func `embedded in Apache's children, a change restarts Apache gracefully`() {
        var state = SupervisionState(.init(reloads: true, reloadsGracefully: true), at: .now)
        _ = state.handle(.report(.init(pid: 10, event: ready)), at: .now)
        #expect(
            state.handle(.filesChanged(change), at: .now) == [
                .notify(.restartingGracefully(change)), .restartGracefully,
            ])
    }
}

@Suite struct StandbyPlacesTests {
    private let top: FilePath
    private let places: SupervisionPlan.StandbyPlaces

    init() throws {
        var template = Array("/tmp/standby-XXXXXX\0".utf8CString)
        top = try FilePath(String(cString: #require(mkdtemp(&template))))
        mkdir(top.appending("standby").string, 0o700)
        places = .init(directory: top.appending("standby"), sockets: top)
    }

    @Test func `a socket becomes a link to the next one`() throws {
        let socket = top.appending("wsgi.1.sock")
        close(open(socket.string, O_CREAT | O_WRONLY, 0o600))
        #expect(places.redirect(socket, to: top.appending("standby/2.sock")) == nil)
        #expect(places.redirect(socket, to: top.appending("standby/3.sock")) == top.appending("standby/2.sock"))
        var target = [CChar](repeating: 0, count: 4096)
        #expect(readlink(socket.string, &target, 4095) > 0)
        #expect(String(cString: target) == top.appending("standby/3.sock").string)
    }

    @Test(arguments: ["/etc/wsgi.1.sock", "wsgi.1.conf"])
    func `nothing but a socket of this server is replaced`(name: String) {
        let other = name.hasPrefix("/") ? FilePath(name) : top.appending(name)
        #expect(places.redirect(other, to: top.appending("standby/2.sock")) == nil)
        #expect(access(other.string, F_OK) != 0)
    }

    @Test func `requests are not pointed at a socket elsewhere`() {
        let socket = top.appending("wsgi.1.sock")
        #expect(places.redirect(socket, to: "/tmp/2.sock") == nil)
        #expect(access(socket.string, F_OK) != 0)
    }

    @Test func `a socket that was left is removed, and nothing elsewhere`() {
        let left = top.appending("standby/2.sock")
        let other = top.appending("wsgi.1.sock")
        for path in [left, other] { close(open(path.string, O_CREAT | O_WRONLY, 0o600)) }
        places.removeSocket(left)
        places.removeSocket(other)
        #expect(access(left.string, F_OK) != 0 && access(other.string, F_OK) == 0)
    }

    @Test func `an order is written to a FIFO, and to nothing else`() {
        let file = top.appending("standby/orders-7")
        close(open(file.string, O_CREAT | O_WRONLY, 0o600))
        places.send(.importGeneration(3), to: 7)
        var status = stat()
        #expect(stat(file.string, &status) == 0 && status.st_size == 0)
        let path = top.appending("standby/orders-8")
        mkfifo(path.string, 0o600)
        let reader = open(path.string, O_RDONLY | O_NONBLOCK)
        defer { close(reader) }
        places.send(.prepare("loaded-1-8.json"), to: 8)
        var bytes = [UInt8](repeating: 0, count: 100)
        let count = read(reader, &bytes, 100)
        #expect(String(decoding: bytes[..<max(0, count)], as: UTF8.self) == "prepare loaded-1-8.json\n")
    }
}
