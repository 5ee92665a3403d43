import Diagnostics
import HostFacts
import OptionCatalogue
import ProfileResolution
import ServerPlanning
import SystemPackage
import TestSupport
import Testing

/// What the planner says of options that need, exclude or lack something. Every path is a file, but for those without a dot.
@Suite struct OptionRuleTests {
    private func findings(
        _ options: [(OptionName, OptionValue)], apache: ApacheFacts = SampleHost.apache,
        module: WSGIModuleFacts = SampleHost.module, python: PythonFacts = SampleHost.python,
        serverRoot: FilePath = "/run/root"
    ) -> [Diagnostic] {
        do {
            return try plan(options, apache, module, python, serverRoot).notices
        } catch {
            return error.all
        }
    }

    private func plan(
        _ options: [(OptionName, OptionValue)], _ apache: ApacheFacts, _ module: WSGIModuleFacts,
        _ python: PythonFacts = SampleHost.python, _ serverRoot: FilePath = "/run/root"
    ) throws(Findings) -> ServerPlan {
        var layer = Layer()
        layer.set("entry-point", to: .text("app.wsgi"), .builtInDefault)
        for (name, value) in options { layer.set(name, to: value, .commandLine(name)) }
        let profile = ResolvedProfile(layers: [layer])
        let host = Host(
            apache: apache, wsgiModule: module, python: python, django: nil, user: SampleHost.ordinaryUser,
            locale: nil, currentDirectory: "/srv/app")
        var kinds: [FilePath: PathKinds.Kind] = [:]
        for path in PlanningRequest.pathsOfInterest(profile, host) {
            kinds[path] = path.lastComponent?.string.contains(".") == true ? .file : .directory
        }
        return try ServerPlanner.plan(
            PlanningRequest(
                profile: profile, host: host, serverRoot: serverRoot, purpose: .foreground, pathKinds: PathKinds(kinds))
        )
    }

    @Test func `an option that needs another names both, and says how to add it`() {
        let finding = findings([("ssl-certificate-file", .text("site.crt"))]).first
        #expect(finding?.message == "'--ssl-certificate-file' needs '--https-port'")
        #expect(finding?.fix == "add --https-port NUMBER")
        #expect(finding?.place == "flag --ssl-certificate-file")
    }

    @Test func `a TLS port without a certificate is refused, not left out`() {
        #expect(
            findings([("https-port", .integer(8443))]).map(\.message) == [
                "'--https-port' needs '--ssl-certificate' or '--ssl-certificate-file'"
            ])
    }

    @Test func `options that exclude each other are named both`() {
        let messages = findings([("disable-reloading", .toggle(true)), ("reload-on-changes", .toggle(true))]).map(
            \.message)
        #expect(messages == ["'--disable-reloading' and '--reload-on-changes' exclude each other"])
    }

    @Test func `a switch that is turned off excludes nothing`() {
        #expect(findings([("disable-reloading", .toggle(false)), ("reload-on-changes", .toggle(true))]).isEmpty)
    }

    @Test func `an old mod_wsgi is told with the version that can`() {
        let debian = WSGIModuleFacts(
            path: "/usr/lib/mod_wsgi.so", version: Version(4, 9, 4), pythonVersion: Version(3, 11),
            source: .operatingSystem,
            directives: [])
        let found = findings([("switch-interval", .decimal(0.01))], module: debian)
        #expect(found.map(\.id) == ["old-mod-wsgi"])
        #expect(found.first?.message.contains("needs mod_wsgi 6.1.1; this one (/usr/lib/mod_wsgi.so) is 4.9.4") == true)
    }

    @Test func `a mod_wsgi that knows the directive will do, whatever its version`() {
        let other = WSGIModuleFacts(
            path: "/x/mod_wsgi.so", version: Version(5, 0, 2), pythonVersion: Version(3, 11), source: .environment,
            directives: ["WSGISwitchInterval"])
        #expect(findings([("switch-interval", .decimal(0.01))], module: other).isEmpty)
    }

    @Test func `a module that Apache lacks is told before anything is rendered`() {
        let bare = ApacheFacts(
            executable: "/opt/httpd", version: Version(2, 4, 60), modulesDirectory: "/opt/modules",
            builtInModules: ["core", "event"], loadableModules: [], mimeTypes: nil)
        let found = findings([("server-status", .toggle(true))], apache: bare)
        #expect(found.map(\.id) == ["no-apache-module", "no-apache-module"])
    }

    @Test func `a debugger needs debug mode, and says why where that is switched off`() {
        #expect(findings([("enable-debugger", .toggle(true))]).map(\.id) == ["missing-option"])
        let found = findings([("enable-debugger", .toggle(true)), ("debug-mode", .toggle(false))])
        #expect(found.map(\.id) == ["conflicting-options"])
        #expect(found.first?.message.contains("needs one process that has the terminal") == true)
    }

    @Test func `recorder and profiler ask whether one process is meant or several`() {
        for option: OptionName in ["enable-recorder", "enable-profiler"] {
            #expect(findings([(option, .toggle(true))]).map(\.id) == ["missing-option"])
            #expect(findings([(option, .toggle(true)), ("debug-mode", .toggle(true))]).isEmpty)
            #expect(findings([(option, .toggle(true)), ("debug-mode", .toggle(false))]).isEmpty)
        }
    }

    @Test func `debugging in front of the network says what is exposed`() {
        let open: [(OptionName, OptionValue)] = [("debug-mode", .toggle(true)), ("host", .text("0.0.0.0"))]
        let found = findings(open)
        #expect(found.map(\.id) == ["remote-debug"])
        #expect(found.first?.message.contains("one request at a time") == true)
        #expect(findings(open + [("allow-remote-debug", .toggle(true))]).isEmpty)
        #expect(findings([("debug-mode", .toggle(true)), ("host", .text("[::1]"))]).isEmpty)
    }

    @Test func `the telemetry page needs its package, and names the command that installs it`() {
        let python = PythonFacts(
            executable: "/srv/venv/bin/python", version: Version(3, 11, 2), prefix: "/srv/venv", basePrefix: "/usr",
            packageDirectory: "/srv/venv/lib/expressway",
            environmentModule: .init(
                distribution: "mod_wsgi", module: "/srv/venv/lib/mod_wsgi.so", httpd: nil, modulesDirectory: nil))
        let found = findings([("enable-telemetry", .toggle(true))], python: python)
        #expect(found.map(\.id) == ["no-telemetry"])
        #expect(found.first?.fix == "install it: /srv/venv/bin/python -m pip install mod_wsgi-telemetry")
    }

    @Test func `the telemetry page takes no port of the server's`() {
        let found = findings([
            ("enable-telemetry", .toggle(true)), ("telemetry-ui-port", .integer(8443)),
            ("https-port", .integer(8443)), ("ssl-certificate-file", .text("site.crt")),
        ])
        #expect(found.map(\.fix) == ["take another one: --telemetry-ui-port 8444"])
    }

    @Test func `the name of the telemetry's own service is taken`() {
        let found = findings([
            ("enable-telemetry", .toggle(true)), ("service-script", .list([["telemetry", "ticker.py"]])),
        ])
        #expect(found.map(\.message) == ["'--enable-telemetry' starts a service 'telemetry' itself"])
    }

    @Test func `the telemetry's socket has to fit into a socket's address`() {
        let deep = FilePath("/run/" + String(repeating: "x", count: 100))
        let found = findings([("enable-telemetry", .toggle(true))], serverRoot: deep)
        #expect(found.map(\.fix) == ["name a shorter '--server-root'"])
    }

    @Test func `slow requests may be reported to the telemetry page`() {
        #expect(findings([("enable-telemetry", .toggle(true)), ("slow-requests", .decimal(0))]).isEmpty)
    }

    @Test func `what does nothing is a warning, and no reason to stop`() {
        let found = findings([("ignore-activity", .list([["/ping"]])), ("with-php5", .toggle(true))])
        #expect(found.map(\.severity) == [.warning, .warning])
    }

    @Test func `an old name counts as the new one, and its flag stays the place`() throws {
        let plan = try plan(
            [("ssl-port", .integer(8443)), ("ssl-certificate-file", .text("site.crt"))], SampleHost.apache,
            SampleHost.module)
        #expect(plan.tls?.listener.port == 8443)
    }

    @Test(arguments: wrongValues)
    func `a value that Apache or mod_wsgi would stumble over is refused by the option's name`(
        wrong: WrongValue
    ) {
        let name = wrong.name
        let errors = findings([(name, wrong.value)]).filter { $0.severity == .error }
        let messages = errors.filter { $0.id == "wrong-value" }.map(\.message)
        #expect(messages.count == 1 && messages[0].contains("'\(name.flag)'"), "\(errors)")
    }

    struct WrongValue: Sendable {
        let name: OptionName
        let value: OptionValue
    }

    static let wrongValues = [
        WrongValue(name: "header-buffer-size", value: .integer(100)),
        WrongValue(name: "send-buffer-size", value: .integer(1)),
        WrongValue(name: "response-buffer-size", value: .integer(1)),
        WrongValue(name: "header-max-timeout", value: .integer(5)),
        WrongValue(name: "server-name", value: .text("a b")),
        WrongValue(name: "error-log-name", value: .text("../x")), WrongValue(name: "mount-point", value: .text("app")),
        WrongValue(name: "process-group", value: .text("%{GLOBAL}")),
        WrongValue(name: "error-document", value: .list([["404", "Sorry!"]])),
        WrongValue(name: "proxy-mount-point", value: .list([["/x", "ftp://h/"]])),
        WrongValue(name: "proxy-virtual-host", value: .list([["h:80", "http://h/"]])),
        WrongValue(name: "trust-proxy-header", value: .list([["A B"]])),
        WrongValue(name: "trust-proxy", value: .list([["proxy.example.com"]])),
        WrongValue(name: "telemetry-service", value: .text("udp:host:1")),
        WrongValue(name: "add-handler", value: .list([["a b", "x.py"]])),
        WrongValue(name: "allow-override", value: .list([["Al"]])),
        WrongValue(name: "ignore-activity", value: .list([["ping"]])),
    ]
}
