import Foundation
import Testing

/// A supervision in a process of its own (`SupervisionProbe`), with a scratch directory that Apache's run user can enter.
final class ProbedSupervision {
    enum Module: String, CaseIterable, Sendable {
        case debian
        var path: String { "/usr/lib/apache2/modules/mod_wsgi.so" }
    }

    let directory: String
    let port: Int
    private let process = Process()
    private let output = Pipe()
    private var partial: [UInt8] = []
    private var said: [String: [String]] = [:]

    static var runUser: (user: UInt32, name: String)? { getuid() == 0 ? (33, "www-data") : nil }

    init() throws {
        directory = "/tmp/supervision-\(UUID().uuidString.prefix(8))"
        port = try Self.freePort()
        try FileManager.default.createDirectory(atPath: directory + "/project", withIntermediateDirectories: true)
        chmod(directory, 0o755)
    }

    deinit {
        if process.isRunning {
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
        }
        try? FileManager.default.removeItem(atPath: directory)
    }

    var pid: Int32 { process.processIdentifier }
    var application: String { directory + "/project/app.py" }

    func write(_ name: String, _ text: String) throws {
        try text.write(toFile: directory + "/" + name, atomically: true, encoding: .utf8)
    }

    /// Starts the real Apache with Debian's mod_wsgi and an application.
    func startApache(
        application: String, processes: Int = 1, reload: Bool = false, shutdownTimeout: Double = 5,
        startupTimeout: Double = 20
    ) throws {
        try write("project/app.py", application)
        try write("handler.wsgi", Self.handler)
        try write("httpd.conf", configuration(processes: processes))
        try start([
            "executable": "/usr/sbin/apache2", "arguments": ["-DFOREGROUND", "-f", directory + "/httpd.conf"],
            "processes": processes,
            "startupTimeout": startupTimeout, "shutdownTimeout": shutdownTimeout, "pidFile": directory + "/pid",
            "reload": reload ? [directory + "/project"] : nil as [String]? as Any,
        ])
    }

    /// Starts a shell script in the place of httpd.
    func startScript(_ script: String, startupTimeout: Double = 20, shutdownTimeout: Double = 0.2) throws {
        try start([
            "executable": "/bin/sh", "arguments": ["-c", script], "processes": 1, "startupTimeout": startupTimeout,
            "shutdownTimeout": shutdownTimeout,
        ])
    }

    private func start(_ plan: [String: Any]) throws {
        var plan = plan
        plan["environment"] = ["PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "D": directory]
        plan["directory"] = directory
        plan["reports"] = directory + "/reports"
        plan["application"] = true
        plan["owner"] = Self.runUser?.user
        if let value = plan["reload"], !(value is [String]) { plan["reload"] = nil }
        try JSONSerialization.data(withJSONObject: plan).write(to: URL(fileURLWithPath: directory + "/plan.json"))
        let here = URL(fileURLWithPath: try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
        process.executableURL = here.deletingLastPathComponent().appendingPathComponent("SupervisionProbe")
        process.arguments = [directory + "/plan.json"]
        process.standardOutput = output
        try process.run()
        try output.fileHandleForWriting.close()
        _ = fcntl(output.fileHandleForReading.fileDescriptor, F_SETFL, O_NONBLOCK)
    }

    // MARK: - What it says

    /// Reads until a line begins with a word. Fails after half a minute.
    @discardableResult
    func wait(for word: String, _ count: Int = 1) throws -> String {
        let deadline = ContinuousClock.now + .seconds(30)
        while true {
            let lines = lines(word)
            if lines.count >= count { return lines[count - 1] }
            try #require(ContinuousClock.now < deadline, "no '\(word)' in: \(said)")
            try #require(readMore(), "'\(word)' missing at the end of: \(said)")
        }
    }

    /// The outcome, after the process has ended.
    func outcome() throws -> String {
        let outcome = try wait(for: "outcome")
        process.waitUntilExit()
        return outcome
    }

    func lines(_ word: String) -> [String] { said[word] ?? [] }

    /// False: the end.
    private func readMore() -> Bool {
        var buffer = [UInt8](repeating: 0, count: 65536)
        var ready = pollfd(fd: output.fileHandleForReading.fileDescriptor, events: Int16(POLLIN), revents: 0)
        guard poll(&ready, 1, 1000) > 0 else { return true }
        let count = read(ready.fd, &buffer, buffer.count)
        guard count > 0 else { return false }
        partial += buffer[..<count]
        var pieces = partial.split(separator: 10, omittingEmptySubsequences: false)
        partial = Array(pieces.removeLast())
        for line in pieces {
            let fields = line.split(separator: 9, maxSplits: 1, omittingEmptySubsequences: false)
            said[String(decoding: fields[0], as: UTF8.self), default: []].append(
                fields.count > 1 ? String(decoding: fields[1], as: UTF8.self) : "")
        }
        return true
    }

    func signal(_ signal: Int32) { kill(pid, signal) }

    /// Waits for the end after a signal that leaves no words.
    func waitForEnd() { process.waitUntilExit() }

    // MARK: - What is left

    /// Processes, zombies left out, whose command line or environment names the scratch directory.
    func remaining() -> [Int32] {
        let entries = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return entries.compactMap { Int32($0) }.filter { pid in
            guard pid != getpid(), pid != self.pid else { return false }
            let files = ["cmdline", "environ"].compactMap { FileManager.default.contents(atPath: "/proc/\(pid)/\($0)") }
            return files.contains { $0.range(of: Data(directory.utf8)) != nil }
        }
    }

    /// True: nothing is left within the time.
    func isGone(within duration: Duration) -> Bool {
        let deadline = ContinuousClock.now + duration
        while !remaining().isEmpty {
            guard ContinuousClock.now < deadline else { return false }
            usleep(20_000)
        }
        return true
    }

    // MARK: - Requests

    func get(_ path: String = "/") -> String? {
        let curl = Process()
        let answer = Pipe()
        curl.executableURL = URL(fileURLWithPath: "/usr/bin/curl")
        curl.arguments = ["-s", "-m", "20", "http://127.0.0.1:\(port)\(path)"]
        curl.standardOutput = answer
        guard (try? curl.run()) != nil else { return nil }
        let data = answer.fileHandleForReading.readDataToEndOfFile()
        curl.waitUntilExit()
        return curl.terminationStatus == 0 ? String(decoding: data, as: UTF8.self) : nil
    }

    /// A request that nobody waits for. The application writes `working` when it has it.
    func request(_ path: String) throws -> Process {
        let curl = Process()
        curl.executableURL = URL(fileURLWithPath: "/usr/bin/curl")
        curl.arguments = ["-s", "-o", "/dev/null", "-m", "30", "http://127.0.0.1:\(port)\(path)"]
        try curl.run()
        try wait(for: "application")
        return curl
    }

    // MARK: - Files

    private static func freePort() throws -> Int {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let result = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(descriptor, address, length) == 0 ? getsockname(descriptor, address, &length) : -1
            }
        }
        try #require(result == 0)
        return Int(UInt16(bigEndian: address.sin_port))
    }

    /// Reports as the runtime does.
    private static let handler = """
        import os, sys, traceback
        here = os.path.dirname(os.path.abspath(__file__))
        sys.path.insert(0, os.path.join(here, "project"))
        sys.dont_write_bytecode = True
        def report(event, text):
            line = "%s\\t%d\\t%s\\n" % (event, os.getpid(), text.encode("unicode_escape").decode())
            pipe = os.open(os.path.join(here, "reports"), os.O_WRONLY | os.O_NONBLOCK)
            os.write(pipe, line.encode())
            os.close(pipe)
        report("importing", "app")
        try:
            from app import application
            report("ready", "0.1")
        except Exception as error:
            report("traceback", traceback.format_exc())
            report("failed", repr(error))
            def application(environ, start_response):
                start_response("500 Internal Server Error", [])
                return [b"failed"]
        """

    private func configuration(processes: Int) -> String {
        let modules = "/usr/lib/apache2/modules"
        let user = Self.runUser.map { "User \($0.name)\nGroup \($0.name)\n" } ?? ""
        return user + """
            ServerRoot \(directory)
            PidFile \(directory)/pid
            ServerName localhost
            LoadModule mpm_event_module \(modules)/mod_mpm_event.so
            LoadModule authz_core_module \(modules)/mod_authz_core.so
            LoadModule wsgi_module \(Module.debian.path)
            Listen 127.0.0.1:\(port)
            DefaultRuntimeDir \(directory)
            Mutex file:\(directory)
            WSGISocketPrefix \(directory)/wsgi
            ErrorLog /dev/stderr
            LogLevel warn
            ErrorLogFormat "\(ApacheFormat.value)"
            StartServers 1
            ServerLimit 1
            ThreadsPerChild 16
            MaxRequestWorkers 16
            WSGIRestrictEmbedded On
            WSGIDaemonProcess g processes=\(processes) threads=3 shutdown-timeout=5
            WSGIScriptAlias / \(directory)/handler.wsgi process-group=g application-group=%{GLOBAL}
            WSGIImportScript \(directory)/handler.wsgi process-group=g application-group=%{GLOBAL}
            <Directory \(directory)>
            Require all granted
            </Directory>

            """
    }
}
