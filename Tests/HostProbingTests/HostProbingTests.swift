import Diagnostics
import FileReading
import Foundation
import HostFacts
import SystemPackage
import TestSupport
import Testing

@testable import HostProbing

@Suite struct ApacheProbeTests {
    @Test func `this machine's Apache tells its version and modules`() throws {
        let facts = try ApacheProbe.start(.init(executable: nil, modulesDirectory: nil, environmentModule: nil))
            .finish()
        #expect(facts.version >= Version(2, 4))
        #expect(facts.builtInModules.contains("core") && facts.builtInModules.contains("so"))
        #expect(facts.loadableModules.contains("mpm_event") && facts.loadableModules.contains("alias"))
        #expect(!facts.builtInModules.contains { $0.contains(" ") || $0.hasSuffix(".c") })
    }

    @Test func `what Apache said is remembered until there is another program in its place`() throws {
        let scratch = try ScratchDirectory()
        let program = try scratch.write("first", to: "httpd")
        let answers = ApacheMemory.Answers(version: Version(2, 4, 1), builtInModules: ["core", "so"])
        let memory = try #require(ApacheMemory(of: FilePath(program), directory: FilePath("\(scratch.path)/cache")))
        #expect(memory.recall() == nil)
        memory.keep(answers)
        #expect(memory.recall() == answers)
        try scratch.write("another one", to: "httpd")
        #expect(ApacheMemory(of: FilePath(program), directory: FilePath("\(scratch.path)/cache"))?.recall() == nil)
    }

    @Test func `a program that is no Apache is refused`() {
        let error = #expect(throws: Diagnostic.self) {
            try ApacheProbe.start(.init(executable: "/bin/true", modulesDirectory: nil, environmentModule: nil))
                .finish()
        }
        #expect(error?.id == "no-apache")
    }

    @Test func `a path to nowhere is refused by name`() {
        let error = #expect(throws: Diagnostic.self) {
            try ApacheProbe.start(.init(executable: "/nowhere/httpd", modulesDirectory: nil, environmentModule: nil))
                .finish()
        }
        #expect(error?.message == "'/nowhere/httpd' does not exist")
    }

    @Test func `modules that are part of the program are read with and without their prefix`() {
        #expect(
            ApacheProbe.builtInModules(in: "Compiled in modules:\n  core.c\n  mod_so.c\n  event.c\n") == [
                "core", "so", "event",
            ])
    }
}

@Suite struct WSGIModuleProbeTests {
    private func apache() throws -> ApacheFacts {
        try ApacheProbe.start(.init(executable: nil, modulesDirectory: nil, environmentModule: nil)).finish()
    }

    @Test func `the distribution's module tells its version, its Python and its directives`() throws {
        let facts = try WSGIModuleProbe.probe(python: nil, apache: try apache())
        #expect(facts.version.numbers.first == 4)
        #expect(facts.pythonVersion == Version(3, 11))
        #expect(facts.directives.contains("WSGIDaemonProcess") && facts.directives.contains("WSGILazyInitialization"))
        #expect(!facts.directives.contains("WSGISlowRequests"))
    }

    @Test func `a module for another Python is no module for this one`() throws {
        let python = PythonFacts(
            executable: "/x/bin/python", version: Version(3, 9, 1), prefix: "/x", basePrefix: "/x",
            packageDirectory: "/x", environmentModule: nil)
        let error = #expect(throws: Diagnostic.self) { try WSGIModuleProbe.probe(python: python, apache: try apache()) }
        #expect(error?.message == "no mod_wsgi for Python 3.9 was found")
        #expect(error?.notes.contains { $0.contains("built for Python 3.11") } == true)
        #expect(error?.fix?.contains("pip install mod_wsgi") == true)
    }
}

@Suite struct VersionTests {
    @Test(arguments: [("2.4.71", [2, 4, 71]), ("3.13.0rc1", [3, 13, 0]), ("4", [4])])
    func `a version is its leading numbers`(text: String, numbers: [Int]) {
        #expect(Version(text)?.numbers == numbers)
    }

    @Test func `versions compare number by number`() throws {
        #expect(try #require(Version("3.9")) < #require(Version("3.13")))
        #expect(Version("x") == nil)
    }
}

@Suite struct PortProbeTests {
    @Test func `a port in use names the process that has it`() throws {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let length = socklen_t(MemoryLayout<sockaddr_in>.size)
        var bound = length
        let port = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic -> UInt16 in
                bind(descriptor, generic, length)
                listen(descriptor, 1)
                getsockname(descriptor, generic, &bound)
                return UInt16(bigEndian: pointer.pointee.sin_port)
            }
        }
        let error = #expect(throws: Diagnostic.self) { try PortProbe.check(host: "127.0.0.1", port: Int(port)) }
        #expect(error?.id == "port-in-use")
        #expect(error?.message.contains("(PID \(getpid()))") == true)
    }

    @Test func `an address of another machine is refused`() {
        let error = #expect(throws: Diagnostic.self) { try PortProbe.check(host: "192.0.2.1", port: 8000) }
        #expect(error?.id == "unknown-host")
    }
}

@Suite struct FactsDocumentTests {
    private let python = """
        {"executable": "/v/bin/python", "version": "3.11.2", "prefix": "/v", "base_prefix": "/usr", "free_threaded": false,
         "package_directory": "/v/expressway", "mod_wsgi": null}
        """

    @Test func `a document without Django is about the environment`() throws {
        let document = try FactsDocument(
            json: Array(
                #"{"protocol": 1, "expressway": "0", "python": \#(python), "django": null, "problem": null}"#.utf8))
        #expect(document.python.prefix == "/v" && document.django == nil && document.problem == nil)
    }

    @Test func `another protocol is refused in words`() {
        let error = #expect(throws: UnreadableFacts.self) {
            try FactsDocument(json: Array(#"{"protocol": 2, "python": \#(python)}"#.utf8))
        }
        #expect(error?.reason.contains("protocol 2") == true)
    }

    @Test(arguments: ["", "null", "[]", "{}", "{\"protocol\": 1}", "\u{0}"])
    func `anything else is refused`(text: String) {
        #expect(throws: UnreadableFacts.self) { try FactsDocument(json: Array(text.utf8)) }
    }
}

/// These change the identity of a child process, which only root can.
@Suite(.enabled(if: geteuid() == 0)) struct AccessProbeTests {
    private let nobody = RunUser(
        name: "nobody", userID: 65534, groupName: "nogroup", groupID: 65534, isSwitchedTo: true, reason: "--user")

    @Test func `the first directory that cannot be entered is named`() throws {
        let scratch = try ScratchDirectory()
        chmod(scratch.path, 0o755)
        mkdir("\(scratch.path)/closed", 0o700)
        mkdir("\(scratch.path)/closed/project", 0o755)
        let findings = #expect(throws: Findings.self) {
            try AccessProbe.check(nobody, [.init("the project", FilePath("\(scratch.path)/closed/project"))])
        }
        #expect(
            findings?.all.first?.message.contains(
                "cannot enter '\(scratch.path)/closed' (mode 0700), on the way to the project") == true)
    }

    @Test func `two needs behind one closed door are one finding`() throws {
        let scratch = try ScratchDirectory()
        mkdir("\(scratch.path)/a", 0o755)
        mkdir("\(scratch.path)/b", 0o755)
        let needs = ["a", "b"].map { AccessProbe.Need("part \($0)", FilePath("\(scratch.path)/\($0)")) }
        #expect(throws: Findings.self) { try AccessProbe.check(nobody, needs) }
        do throws(Findings) { try AccessProbe.check(nobody, needs) } catch { #expect(error.all.count == 1) }
    }

    @Test func `what can be read is no finding`() throws {
        try AccessProbe.check(nobody, [.init("Python", "/usr"), .init("a file", "/etc/passwd")])
    }

    @Test func `an unreadable file is named`() throws {
        let findings = #expect(throws: Findings.self) {
            try AccessProbe.check(nobody, [.init("the secret", "/etc/shadow")])
        }
        #expect(findings?.all.first?.message.contains("cannot read '/etc/shadow'") == true)
    }
}
