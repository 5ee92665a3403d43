import ChangeWatching
import Glibc
import LiveReloading
import SystemPackage
import TestSupport
import Testing

@testable import Supervision

/// What moves pages on, with a real socket and real files; time is what the tests say.
@Suite struct LiveReloadTests {
    private let scratch: ScratchDirectory
    private let live: LiveReload
    private let start = ContinuousClock.now

    init() throws {
        scratch = try ScratchDirectory()
        try scratch.write("p {}", to: "style.css")
        live = try LiveReload(
            .init(
                socket: FilePath("\(scratch.path)/live.sock"),
                rules: WatchRules(roots: [FilePath(scratch.path)], sources: .pages)))
    }

    /// Whether pages are old after it.
    private func moves(_ body: () throws -> Void) rethrows -> Bool {
        let before = live.version
        try body()
        return live.version != before
    }

    private func turn(at seconds: Double, isHeld: Bool = false, isReloading: Bool = false) {
        live.turn(at: start.advanced(by: .seconds(seconds)), isHeld: isHeld, isReloading: isReloading)
    }

    @Test func `a generation that serves and a failed reload make pages old`() {
        #expect(moves { live.follow(.reloaded(after: .zero, [], generation: 2), redirected: .now) })
        #expect(moves { live.follow(.reloaded(after: .zero, [], generation: nil), redirected: nil) })
        #expect(moves { live.follow(.importFailed(summary: "", traceback: "", phase: .reload), redirected: nil) })
    }

    @Test(arguments: [
        SupervisionNotice.listening, .ready(afterStart: .zero, pid: nil, importing: nil),
        .importFailed(summary: "", traceback: "", phase: .startUp), .importCrashed(pid: 1), .processEnded(pid: 1),
        .reloading([]), .restartingGracefully([]), .killing,
    ])
    func `nothing else does, least of all where nobody would answer`(notice: SupervisionNotice) {
        #expect(!moves { live.follow(notice, redirected: nil) })
    }

    @Test func `a file that pages load makes them old as soon as it has settled`() throws {
        try scratch.write("p { color: red }", to: "style.css")
        #expect(!moves { turn(at: 0) })
        #expect(moves { turn(at: 1) })
        #expect(!moves { turn(at: 2) })
    }

    @Test func `a source of the application is none of those files`() throws {
        try scratch.write("1", to: "views.py")
        turn(at: 0)
        #expect(!moves { turn(at: 1) })
        #expect(live.deadline(isHeld: false) == nil)
    }

    @Test func `while other changes are gathered nothing is told, and nothing is waited for`() throws {
        try scratch.write("p { color: red }", to: "style.css")
        turn(at: 0, isHeld: true)
        #expect(!moves { turn(at: 1, isHeld: true) })
        #expect(live.deadline(isHeld: true) == nil && live.deadline(isHeld: false) != nil)
        #expect(moves { turn(at: 2) })
    }

    @Test func `the end of a reload tells of the files as well`() throws {
        try scratch.write("p { color: red }", to: "style.css")
        turn(at: 0)
        #expect(!moves { turn(at: 1, isReloading: true) })
        #expect(!moves { turn(at: 2) })
    }
}
