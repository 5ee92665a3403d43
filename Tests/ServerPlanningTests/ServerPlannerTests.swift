import Diagnostics
import HostFacts
import OptionCatalogue
import ProfileResolution
import ServerPlanning
import SystemPackage
import TestSupport
import Testing

/// Plans for a made-up host on which every path is a directory, but for the given ones.
private func plan(
    _ options: [(OptionName, OptionValue)] = [], django: DjangoFacts? = nil,
    files: Set<FilePath> = ["/srv/app/app.wsgi"],
    missing: Set<FilePath> = [], purpose: PlanningRequest.Purpose = .foreground, apache: ApacheFacts = SampleHost.apache
) throws(Findings) -> ServerPlan {
    var layer = Layer()
    for (name, value) in options { layer.set(name, to: value, .commandLine(name)) }
    let profile = ResolvedProfile(layers: [layer])
    let host = SampleHost.make(django: django, apache: apache)
    var kinds: [FilePath: PathKinds.Kind] = [:]
    for path in PlanningRequest.pathsOfInterest(profile, host) where !missing.contains(path) {
        kinds[path] = files.contains(path) ? .file : .directory
    }
    return try ServerPlanner.plan(
        PlanningRequest(
            profile: profile, host: host, serverRoot: "/run/root", purpose: purpose, pathKinds: PathKinds(kinds)))
}

private let script: (OptionName, OptionValue) = ("entry-point", .text("app.wsgi"))

@Suite struct ServerPlannerTests {
    @Test func `a script is found from the current directory`() throws {
        let application = try #require(try plan([script]).application)
        #expect(application.kind == .script)
        #expect(application.entryPoint == "/srv/app/app.wsgi")
        #expect(application.workingDirectory == "/srv/app")
    }

    @Test func `Django's settings name module, callable, directory and variables`() throws {
        let application = try #require(try plan(django: SampleHost.django).application)
        #expect(application.kind == .module)
        #expect(application.entryPoint == "mysite.wsgi")
        #expect(application.callable == "application")
        #expect(application.pythonPath == ["/srv/app/src"])
        #expect(
            application.environment.contains { $0.name == "DJANGO_SETTINGS_MODULE" && $0.value == "mysite.settings" })
    }

    @Test func `settings without WSGI_APPLICATION are told what to add`() throws {
        let django = DjangoFacts(
            settingsModule: "mysite.settings", wsgiApplication: nil, baseDirectory: "/srv/app", aliases: [],
            pythonPath: [], notes: [])
        let findings = #expect(throws: Findings.self) { try plan(django: django) }
        #expect(findings?.all.map(\.id) == ["no-wsgi-application"])
    }

    @Test func `a module that was taken for a script gets a hint`() throws {
        let findings = #expect(throws: Findings.self) {
            try plan([("entry-point", .text("mysite.wsgi"))], missing: ["/srv/app/mysite.wsgi"])
        }
        #expect(findings?.all.first?.fix?.contains("--application-type module") == true)
    }

    @Test func `everything that is wrong is found in one go`() throws {
        let findings = #expect(throws: Findings.self) {
            try plan(
                [
                    ("host", .text("bad host")), ("mount-point", .text("app")), script,
                    ("document-root", .text("none")),
                    ("url-alias", .list([["media", "x"]])), ("setenv", .list([["A B", "x"]])),
                ], missing: ["/srv/app/none"])
        }
        #expect(findings?.all.count == 5)
    }

    @Test(arguments: [("/", "/"), ("/one", "/one"), ("/one/two/", "/one/two"), ("/one//", "/one")])
    func `a mount point never ends in a slash`(given: String, planned: String) throws {
        #expect(try plan([script, ("mount-point", .text(given))]).application?.mountPoint == planned)
    }

    @Test func `the longest URL path comes first, and a flag wins over the settings`() throws {
        let aliases = try plan(
            [("url-alias", .list([["/static/admin", "/srv/other"], ["/static", "/srv/mine"]]))],
            django: SampleHost.django
        ).aliases
        #expect(aliases.map(\.urlPath) == ["/static/admin", "/static", "/media"])
        #expect(aliases[1].target == "/srv/mine" && aliases[1].source == .option)
        #expect(aliases[2].source == .django("MEDIA_URL, MEDIA_ROOT"))
    }

    @Test func `a directory of the settings may come into being later, one of a flag may not`() throws {
        #expect(
            try plan(django: SampleHost.django, missing: ["/srv/app/media"]).aliases.map(\.urlPath) == [
                "/static", "/media",
            ])
        #expect(throws: Findings.self) {
            try plan([script, ("url-alias", .list([["/x", "/none"]]))], missing: ["/none"])
        }
    }

    @Test func `the log goes to the terminal, unless there is a directory for it or only files are set up`() throws {
        #expect(try plan([script]).logs.destination == .terminal)
        #expect(try plan([script, ("log-directory", .text("logs"))]).logs.destination == .directory("/srv/app/logs"))
        #expect(try plan([script], purpose: .setup).logs.destination == .directory("/run/root"))
        #expect(try plan([script, ("log-to-terminal", .toggle(false))]).logs.destination == .directory("/run/root"))
    }

    @Test func `Apache has room for every request that the WSGI processes can take`() throws {
        let sizing = try plan([script, ("processes", .integer(20)), ("threads", .integer(50))]).sizing
        #expect(sizing.children * sizing.threadsPerChild >= 1000)
        #expect(sizing.daemonBacklog >= 100)
    }

    @Test func `the streams of live reload take nothing from the requests`() throws {
        let live: [(OptionName, OptionValue)] = [
            script, ("reload-on-changes", .toggle(true)), ("live-reload", .toggle(true)),
        ]
        let clients: (OptionName, OptionValue) = ("max-clients", .integer(2))
        let prefork: (OptionName, OptionValue) = ("server-mpm", .list([["prefork"]]))
        #expect(try plan([script, clients]).sizing.connections == 2)
        #expect(try plan(live + [clients]).sizing.connections == 10)
        #expect(try plan(live + [clients, prefork]).sizing.connections == 10)
        #expect(try plan(live + [("embedded-mode", .toggle(true)), ("threads", .integer(3))]).sizing.connections == 11)
        #expect(
            try plan(live + [clients, ("debug-mode", .toggle(true))]).sizing.connections
                == plan([script, ("debug-mode", .toggle(true))]).sizing.connections)
    }

    @Test func `live reload is there where something is reloaded, and nowhere else`() throws {
        let wish: [(OptionName, OptionValue)] = [("reload-on-changes", .toggle(true)), ("live-reload", .toggle(true))]
        #expect(try plan([script] + wish).liveReload?.socket == "/run/root/live.sock")
        #expect(try plan([script, wish[0]]).liveReload == nil)
        #expect(try plan([script, ("debug-mode", .toggle(true))] + wish).liveReload == nil)
        #expect(throws: Findings.self) { try plan([script, wish[1]]) }
        #expect(throws: Findings.self) { try plan([("application-type", .text("static"))] + wish) }
        let production = #expect(throws: Findings.self) { try plan([script] + wish, purpose: .setup) }
        #expect(production?.all.map(\.id) == ["not-for-production"])
    }

    @Test func `pages follow over the network only if somebody says so`() throws {
        let wish: [(OptionName, OptionValue)] = [
            script, ("reload-on-changes", .toggle(true)), ("live-reload", .toggle(true)), ("host", .text("0.0.0.0")),
        ]
        let refusal = #expect(throws: Findings.self) { try plan(wish) }
        #expect(refusal?.all.map(\.id) == ["remote-debug"])
        #expect(try plan(wish + [("allow-remote-debug", .toggle(true))]).liveReload?.isOpenToNetwork == true)
        let local = wish.dropLast() + [("allow-remote-debug", .toggle(true))]
        #expect(try plan(Array(local)).liveReload?.isOpenToNetwork == false)
    }

    @Test func `few threads are left to the user, so Apache makes do with half of them`() throws {
        let host = Host(
            apache: SampleHost.apache, wsgiModule: SampleHost.module, python: SampleHost.python,
            django: SampleHost.django,
            user: SampleHost.ordinaryUser, locale: nil, currentDirectory: "/srv/app", threadAllowance: 200)
        let kinds = PathKinds(
            Dictionary(
                uniqueKeysWithValues: PlanningRequest.pathsOfInterest(ResolvedProfile(layers: []), host).map {
                    ($0, .directory)
                }))
        let plan = try ServerPlanner.plan(
            PlanningRequest(
                profile: ResolvedProfile(layers: []), host: host, serverRoot: "/run/root", purpose: .foreground,
                pathKinds: kinds))
        #expect(plan.sizing.threadsPerChild == 100)
    }

    @Test func `few threads keep no connections, unless somebody says so`() throws {
        let debug: (OptionName, OptionValue) = ("debug-mode", .toggle(true))
        for few in [[debug], [("embedded-mode", .toggle(true))], [("max-clients", .integer(63))]] {
            let plan = try plan([script] + few)
            #expect(plan.connections.keepAlive == .zero && plan.sizing.mpm == .worker)
        }
        let kept = try plan([script, debug, ("keep-alive-timeout", .integer(3))])
        #expect(kept.connections.keepAlive == .seconds(3) && kept.sizing.mpm == .event)
        #expect(try plan([script, ("max-clients", .integer(64))]).connections.keepAlive == .seconds(2))
    }

    @Test func `an MPM that is part of the program is not loaded`() throws {
        let apache = ApacheFacts(
            executable: "/opt/httpd", version: Version(2, 4, 60), modulesDirectory: "/opt/modules",
            builtInModules: ["core", "worker"],
            loadableModules: [], mimeTypes: nil)
        let sizing = try plan([script], apache: apache).sizing
        #expect(sizing.mpm == .worker && !sizing.isLoaded)
    }

    @Test func `an Apache without any MPM is refused`() throws {
        let apache = ApacheFacts(
            executable: "/opt/httpd", version: Version(2, 4, 60), modulesDirectory: "/opt/modules",
            builtInModules: ["core"],
            loadableModules: ["alias"], mimeTypes: nil)
        let findings = #expect(throws: Findings.self) { try plan([script], apache: apache) }
        #expect(findings?.all.map(\.id) == ["no-mpm"])
    }

    @Test func `a document root with a question mark in its path is refused, since Apache would cut it there`() throws {
        let findings = #expect(throws: Findings.self) { try plan([script, ("document-root", .text("/srv/what?"))]) }
        #expect(findings?.all.first?.message.contains("holds a '?'") == true)
    }

    @Test func `a directory for logs is made when it is not there, but a file in its place is refused`() throws {
        let logs: (OptionName, OptionValue) = ("log-directory", .text("logs"))
        #expect(try plan([script, logs], missing: ["/srv/app/logs"]).logs.destination == .directory("/srv/app/logs"))
        #expect(throws: Findings.self) { try plan([script, logs], files: ["/srv/app/app.wsgi", "/srv/app/logs"]) }
    }

    @Test func `nothing is watched unless changes are to reload`() throws {
        #expect(try plan([script]).reload == nil)
        let watched = try plan([("reload-on-changes", .toggle(true))], django: SampleHost.django).reload?.directories
        #expect(watched == ["/srv/app"])
    }

    @Test func `a pattern begins at the current directory, and not at the root of the machine`() throws {
        func reload(_ pattern: String) throws -> ReloadPlan? {
            try plan([script, ("reload-on-changes", .toggle(true)), ("watch", .list([[pattern]]))]).reload
        }
        #expect(try reload("texts/*.txt")?.added.map(\.description) == ["/srv/app/texts/*.txt"])
        let findings = #expect(throws: Findings.self) { try reload("/**/x") }
        #expect(findings?.all.first?.message.contains("every directory of this machine") == true)
    }
}

@Suite struct ListenerTests {
    @Test(arguments: [
        ("127.0.0.1", "127.0.0.1:8000", "http://127.0.0.1:8000/"), ("::1", "[::1]:8000", "http://[::1]:8000/"),
        ("0.0.0.0", "0.0.0.0:8000", "http://127.0.0.1:8000/"), ("::", "[::]:8000", "http://[::1]:8000/"),
        ("localhost", "localhost:8000", "http://localhost:8000/"),
    ])
    func `an address is written as Apache and as browsers want it`(host: String, address: String, url: String) {
        let listener = Listener(host: host, port: 8000)
        #expect(listener.address == address)
        #expect(listener.url == url)
    }

    @Test func `only loopback addresses count as such`() {
        #expect(["127.0.0.1", "127.1.2.3", "::1", "localhost"].allSatisfy { Listener(host: $0, port: 1).isLoopback })
        #expect(!["0.0.0.0", "::", "10.0.0.1", "example.org"].contains { Listener(host: $0, port: 1).isLoopback })
    }
}
