import Foundation
import Testing

private let hello = """
    import os, time
    TEXT = "one"
    def application(environ, start_response):
        path = environ["PATH_INFO"]
        if path == "/print":
            print("printed \\x1b]0;x\\x07 é")
        if path == "/raise":
            raise ValueError("bad")
        if path in ("/sleep", "/hold"):
            print("working")
            if path == "/sleep":
                time.sleep(60)
            import ctypes
            ctypes.PyDLL(None).sleep(60)
        if path == "/exit":
            os._exit(3)
        if path == "/flood":
            for number in range(20000):
                print("flood", number)
        start_response("200 OK", [("Content-Type", "text/plain")])
        return [TEXT.encode()]
    """

/// One at a time: there are two cores, and every one starts an Apache.
@Suite(.serialized) struct SupervisionTests {
    @Test func `a server serves, shows what the application writes, and stops on SIGINT within a second`() throws {
        let server = try ProbedSupervision()
        try server.startApache(application: hello)
        try server.wait(for: "listening")
        try server.wait(for: "ready")
        #expect(server.get() == "one")
        #expect(server.get("/print") == "one")
        #expect(try server.wait(for: "application") == #"printed \x1b]0;x\x07 é"#)
        _ = server.get("/raise")
        let traceback = try server.wait(for: "application", 2)
        #expect(traceback.hasPrefix("Traceback (most recent call last):␊") && traceback.hasSuffix("ValueError: bad"))
        let began = ContinuousClock.now
        server.signal(SIGINT)
        #expect(try server.outcome() == "stoppedByUser(signal: 2)")
        #expect(began.duration(to: .now) < .seconds(1))
        #expect(server.remaining().isEmpty)
    }

    @Test(arguments: [SIGTERM, SIGHUP, SIGQUIT]) func `other signals stop it as well`(signal: Int32) throws {
        let server = try ProbedSupervision()
        try server.startApache(application: hello)
        try server.wait(for: "ready")
        server.signal(signal)
        #expect(try server.outcome() == "stoppedByUser(signal: \(signal))")
        #expect(server.remaining().isEmpty)
    }

    @Test func `SIGUSR2 does no harm where nothing is measured, and says so`() throws {
        let server = try ProbedSupervision()
        try server.startApache(application: hello)
        try server.wait(for: "ready")
        server.signal(SIGUSR2)
        try server.wait(for: "nothingToReport")
        #expect(server.get() == "one")
        server.signal(SIGINT)
        #expect(try server.outcome() == "stoppedByUser(signal: 2)")
    }

    @Test func `a change is served by new processes, also when it comes while others start`() throws {
        let server = try ProbedSupervision()
        try server.startApache(application: hello, processes: 2, reload: true)
        try server.wait(for: "ready")
        try server.write("project/app.py", hello.replacing("\"one\"", with: "\"two\""))
        try server.wait(for: "reloading")
        try server.write("project/app.py", hello.replacing("\"one\"", with: "\"three\""))
        try server.wait(for: "reloading", 2)
        try server.wait(for: "reloaded")
        for _ in 0..<4 { #expect(server.get() == "three") }
        server.signal(SIGTERM)
        _ = try server.outcome()
        #expect(server.remaining().isEmpty)
    }

    @Test func `a change that cannot be imported is told once, and the next change is served`() throws {
        let server = try ProbedSupervision()
        try server.startApache(application: hello, processes: 2, reload: true)
        try server.wait(for: "ready")
        try server.write("project/app.py", "import nothing_of_that_name")
        #expect(try server.wait(for: "importFailed").contains("nothing_of_that_name"))
        try server.write("project/app.py", hello.replacing("\"one\"", with: "\"two\""))
        try server.wait(for: "reloaded")
        #expect(server.get() == "two")
        server.signal(SIGTERM)
        _ = try server.outcome()
        #expect(server.lines("importFailed").count == 1)
    }

    @Test func `an import that fails at start-up is told once and ends it`() throws {
        let server = try ProbedSupervision()
        try server.startApache(application: "def f(:\n", processes: 2)
        #expect(try server.outcome() == "importFailed")
        #expect(server.lines("importFailed").count == 1)
        #expect(server.lines("importFailed")[0].contains("SyntaxError"))
        #expect(server.remaining().isEmpty)
    }

    @Test func `with a reload configured it waits for the mended file`() throws {
        let server = try ProbedSupervision()
        try server.startApache(application: "def f(:\n", processes: 2, reload: true)
        try server.wait(for: "importFailed")
        try server.write("project/app.py", hello)
        try server.wait(for: "reloaded")
        #expect(server.get() == "one")
        server.signal(SIGINT)
        _ = try server.outcome()
    }

    @Test(arguments: [
        ("import os; os._exit(3)", "applicationCrashes(signal: nil)"),
        ("import ctypes; ctypes.string_at(0)", "applicationCrashes(signal: Optional(11))"),
    ])
    func `an application that ends its process at import is no crash loop`(application: String, outcome: String) throws
    {
        let server = try ProbedSupervision()
        try server.startApache(application: application, processes: 2)
        #expect(try server.outcome() == outcome)
        #expect(server.remaining().isEmpty)
    }

    @Test func `an import that never ends is a start-up that timed out`() throws {
        let server = try ProbedSupervision()
        try server.startApache(application: "import time; time.sleep(100)", startupTimeout: 1)
        #expect(try server.outcome() == "startupTimedOut")
        #expect(server.remaining().isEmpty)
    }

    @Test func `a crash while it serves is told and mended`() throws {
        let server = try ProbedSupervision()
        try server.startApache(application: hello)
        try server.wait(for: "ready")
        _ = server.get("/exit")
        try server.wait(for: "processEnded")
        #expect(server.get() == "one")
        server.signal(SIGINT)
        #expect(try server.outcome() == "stoppedByUser(signal: 2)")
    }

    @Test(arguments: ["/sleep", "/hold"]) func `a stop that waits for a request says so, and a second signal ends it`(
        path: String
    ) throws {
        let server = try ProbedSupervision()
        try server.startApache(application: hello)
        try server.wait(for: "ready")
        let request = try server.request(path)
        server.signal(SIGINT)
        try server.wait(for: "waitingForRequests")
        server.signal(SIGINT)
        let began = ContinuousClock.now
        #expect(try server.outcome() == "stoppedByUser(signal: 2)")
        #expect(began.duration(to: .now) < .seconds(1))
        #expect(server.remaining().isEmpty)
        request.waitUntilExit()
    }

    @Test(arguments: ["", "/sleep", "/hold"]) func `nothing survives an engine that is killed`(path: String) throws {
        let server = try ProbedSupervision()
        try server.startApache(application: hello)
        try server.wait(for: "ready")
        let request = path.isEmpty ? nil : try server.request(path)
        server.signal(SIGKILL)
        server.waitForEnd()
        #expect(server.isGone(within: .seconds(5)), "\(server.remaining())")
        request?.waitUntilExit()
    }

    @Test func `nothing survives an Apache whose parent is killed`() throws {
        let server = try ProbedSupervision()
        try server.startApache(application: hello)
        try server.wait(for: "ready")
        let parent = try #require(
            Int32(String(contentsOfFile: server.directory + "/pid", encoding: .utf8).trimmingCharacters(in: .newlines)))
        kill(parent, SIGKILL)
        #expect(try server.outcome() == "httpdEndedUnexpectedly(signal 9)")
        #expect(server.remaining().isEmpty)
    }

    @Test func `a flood of log lines is shown to the last one, and does not keep a signal waiting`() throws {
        let server = try ProbedSupervision()
        try server.startApache(application: hello)
        try server.wait(for: "ready")
        // Nobody else reads what the supervisor says: this must not wait for the answer.
        let request = try server.request("/flood")
        try server.wait(for: "application", 20000)
        request.waitUntilExit()
        #expect(server.lines("application") == (0..<20000).map { "flood \($0)" })
        server.signal(SIGINT)
        _ = try server.outcome()
    }

    // MARK: - Without Apache

    @Test func `an httpd that ends before it listens has failed, and its words are shown`() throws {
        let server = try ProbedSupervision()
        try server.startScript("echo 'AH00526: Syntax error' >&2; echo out; exit 7")
        #expect(try server.outcome() == "httpdFailed(exit status 7)")
        #expect(server.lines("raw") == ["AH00526: Syntax error"])
        #expect(server.lines("access") == ["out"])
    }

    @Test func `an httpd that ignores SIGTERM, and its children, are killed`() throws {
        let server = try ProbedSupervision()
        try server.startScript(
            "trap '' TERM; (while :; do sleep 0.1; done) & echo started >&2; while :; do sleep 0.1; done")
        try server.wait(for: "raw")
        server.signal(SIGTERM)
        #expect(try server.outcome() == "stoppedByUser(signal: 15)")
        #expect(server.lines("killing").count == 1)
        #expect(server.remaining().isEmpty)
    }

    @Test func `reports of processes that are not Apache's are ignored`() throws {
        let server = try ProbedSupervision()
        try server.startScript(
            "printf 'ready\\t\(getpid())\\t1\\nnonsense\\n' > $D/reports; printf 'ready\\t%d\\t1\\n' $$ > $D/reports; exec sleep 60"
        )
        #expect(try !server.wait(for: "ready").hasPrefix("\(getpid()) "))
        server.signal(SIGINT)
        _ = try server.outcome()
    }
}
