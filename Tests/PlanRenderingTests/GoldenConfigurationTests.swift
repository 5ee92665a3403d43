import ApacheSyntax
import Diagnostics
import HostFacts
import OptionCatalogue
import PlanRendering
import ProfileResolution
import ServerPlanning
import SystemPackage
import TestSupport
import Testing

/// One golden file for each way in which a plan can differ.
@Suite struct GoldenConfigurationTests {
    struct Example: Sendable, CustomTestStringConvertible {
        let name: String
        var options: [(OptionName, OptionValue)] = []
        var django: DjangoFacts?
        var user = SampleHost.ordinaryUser
        var files: Set<FilePath> = ["/srv/app/app.wsgi"]

        var testDescription: String { name }
    }

    static let script: (OptionName, OptionValue) = ("entry-point", .text("app.wsgi"))

    static let examples =
        [
            Example(name: "script", options: [script]),
            Example(name: "django-as-root", django: SampleHost.django, user: SampleHost.switchedUser),
            Example(
                name: "everything",
                options: [
                    script, ("host", .text("::1")), ("port", .integer(8123)), ("processes", .integer(2)),
                    ("threads", .integer(3)),
                    ("mount-point", .text("/app")), ("document-root", .text("/srv/www")),
                    ("url-alias", .list([["/media/", "/srv/me dia*"], ["/robots.txt", "/srv/files/robots.txt"]])),
                    ("setenv", .list([["KEY", "quote\" back\\slash ${HOME} %{GLOBAL}"]])),
                    ("passenv", .list([["SECRET"]])),
                    ("log-directory", .text("/var/log/app")), ("access-log", .toggle(true)),
                    ("log-level", .text("info")),
                    ("locale", .text("de_DE.UTF-8")), ("startup-timeout", .integer(30)),
                    ("request-timeout", .integer(10)),
                    ("reload-on-changes", .toggle(true)), ("python-path", .list([["lib"], ["/srv/more lib"]])),
                ], files: ["/srv/app/app.wsgi", "/srv/files/robots.txt"]),
            Example(
                name: "static", options: [("application-type", .text("static")), ("document-root", .text("/srv/www"))]),
        ] + rarer

    private func plan(_ example: Example) throws -> (ServerPlan, ResolvedProfile) {
        var layer = Layer()
        for (name, value) in example.options { layer.set(name, to: value, .commandLine(name)) }
        let profile = ResolvedProfile(layers: [layer])
        let host = SampleHost.make(django: example.django, user: example.user)
        let kinds = PlanningRequest.pathsOfInterest(profile, host).map {
            ($0, example.files.contains($0) ? PathKinds.Kind.file : .directory)
        }
        let plan = try ServerPlanner.plan(
            PlanningRequest(
                profile: profile, host: host, serverRoot: "/run/expressway-test", purpose: .foreground,
                pathKinds: PathKinds(Dictionary(uniqueKeysWithValues: kinds))))
        return (plan, profile)
    }

    @Test(arguments: examples)
    func `the configuration is the golden one`(example: Example) throws {
        let (plan, profile) = try plan(example)
        let configuration = try ApacheConfiguration.render(plan, profile: profile, version: "TEST")
        try Snapshot.expect(configuration.text, matches: "\(example.name).conf")
    }

    @Test(arguments: examples)
    func `the handler script is the golden one, and Python can read it`(example: Example) throws {
        let (plan, _) = try plan(example)
        guard let application = plan.application else { return }
        let text = HandlerScript.render(application, in: plan, version: "TEST")
        try Snapshot.expect(text, matches: "\(example.name).handler.wsgi")
        let scratch = try ScratchDirectory()
        let file = try scratch.write(text, to: "handler.py")
        #expect(
            try Program.run("/usr/bin/python3", ["-c", "import ast,sys; ast.parse(open(sys.argv[1]).read())", file])
                .status == 0)
    }

    @Test(arguments: examples)
    func `the control script is the golden one, and a shell can read it`(example: Example) throws {
        let (plan, _) = try plan(example)
        let text = ControlScript.render(plan, version: "TEST")
        try Snapshot.expect(text, matches: "\(example.name).apachectl")
        let scratch = try ScratchDirectory()
        #expect(try Program.run("/bin/sh", ["-n", try scratch.write(text, to: "apachectl")]).status == 0)
    }

    @Test func `the script of the collector is the golden one, and Python can read it`() throws {
        let example = try #require(Self.rarer.first { $0.name == "measured" })
        let collector = try #require(try plan(example).0.monitoring.telemetry?.collector)
        let text = CollectorScript.render(collector, version: "TEST")
        try Snapshot.expect(text, matches: "measured.telemetry.py")
        let scratch = try ScratchDirectory()
        let file = try scratch.write(text, to: "telemetry.py")
        #expect(
            try Program.run("/usr/bin/python3", ["-c", "import ast,sys; ast.parse(open(sys.argv[1]).read())", file])
                .status == 0)
    }

    @Test func `the same plan renders to the same bytes`() throws {
        let (plan, profile) = try plan(Self.examples[2])
        let first = try ApacheConfiguration.render(plan, profile: profile, version: "TEST")
        #expect(try ApacheConfiguration.render(plan, profile: profile, version: "TEST") == first)
    }

    @Test func `a module that this Apache lacks is named with the option that needs it`() throws {
        let apache = ApacheFacts(
            executable: "/opt/httpd", version: Version(2, 4, 60), modulesDirectory: "/opt/modules",
            builtInModules: ["core", "event"],
            loadableModules: ["authz_core", "alias", "mime", "dir"], mimeTypes: nil)
        var layer = Layer()
        layer.set("entry-point", to: .text("app.wsgi"), .commandLine("entry-point"))
        layer.set("document-root", to: .text("/srv/www"), .commandLine("document-root"))
        let profile = ResolvedProfile(layers: [layer])
        let plan = try ServerPlanner.plan(
            PlanningRequest(
                profile: profile, host: SampleHost.make(apache: apache), serverRoot: "/run/x", purpose: .foreground,
                pathKinds: PathKinds(["/srv/app/app.wsgi": .file, "/srv/app": .directory, "/srv/www": .directory])))
        let findings = #expect(throws: Findings.self) {
            try ApacheConfiguration.render(plan, profile: profile, version: "TEST")
        }
        #expect(findings?.all.first?.message.contains("mod_rewrite, which '--document-root' needs") == true)
    }
}
