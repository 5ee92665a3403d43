import ApacheSyntax
import Foundation
import HostFacts
import HostProbing
import OptionCatalogue
import PlanRendering
import ProfileResolution
import ServerPlanning
import SystemPackage
import TestSupport
import Testing

/// Everything that trying an option takes.
struct Workshop {
    private let scratch: ScratchDirectory
    private let host: HostFacts.Host

    init?(_ tried: TriedModule) throws {
        guard let module = tried.path else { return nil }
        scratch = try ScratchDirectory()
        for name in ["app.wsgi", "script.py"] { try scratch.write("application = None\n", to: name) }
        try scratch.write("LogLevel debug\n", to: "more.conf")
        for name in ["rules.conf", ServerPlan.convertedRulesName] {
            try scratch.write("RewriteRule ^/old$ /new [R]\n", to: name)
        }
        for name in ["files", "htdocs"] {
            try FileManager.default.createDirectory(
                atPath: "\(scratch.path)/\(name)", withIntermediateDirectories: true)
        }
        let certificate = try Program.run(
            "/usr/bin/openssl",
            [
                "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-subj",
                "/CN=localhost",
                "-keyout", "\(scratch.path)/site.key", "-out", "\(scratch.path)/site.crt",
            ])
        try #require(certificate.status == 0)
        let environment = PythonFacts.EnvironmentModule(
            distribution: "mod_wsgi", module: module, httpd: nil, modulesDirectory: nil, hasTelemetry: true)
        let python = PythonFacts(
            executable: "/usr/bin/python3", version: Version(3, 11), prefix: "/usr", basePrefix: "/usr",
            packageDirectory: "/none",
            environmentModule: environment, isFreeThreaded: true)
        let wishes = ApacheProbe.Wishes(executable: nil, modulesDirectory: nil, environmentModule: nil)
        let apache = try ApacheProbe.start(wishes).finish()
        host = HostFacts.Host(
            apache: apache, wsgiModule: try WSGIModuleProbe.probe(python: python, apache: apache), python: python,
            django: nil,
            user: SampleHost.switchedUser, locale: nil, currentDirectory: FilePath(scratch.path))
    }

    func configuration(_ sample: [OptionSamples.Use]) throws -> RenderedConfiguration {
        var layer = Layer()
        if !sample.contains(where: { $0.name == "entry-point" }) {
            layer.set("entry-point", to: .text("app.wsgi"), .builtInDefault)
        }
        for use in sample {
            let option = try #require(Catalogue.byName[use.name], "\(use.name)")
            let words = use.words.map { $0.hasPrefix("@") ? scratch.path + $0.dropFirst() : $0 }
            layer.set(use.name, to: try option.type.read(words, for: use.name, place: "a test"), .commandLine(use.name))
        }
        let profile = ResolvedProfile(layers: [layer])
        let kinds = PlanningRequest.pathsOfInterest(profile, host).map { ($0, Self.kind($0)) }
        let plan = try ServerPlanner.plan(
            PlanningRequest(
                profile: profile, host: host, serverRoot: FilePath(scratch.path), purpose: .foreground,
                pathKinds: PathKinds(Dictionary(uniqueKeysWithValues: kinds))))
        return try ApacheConfiguration.render(plan, profile: profile, version: "TEST")
    }

    /// - Returns: what Apache complains of, warnings included; nil: nothing.
    func check(_ configuration: RenderedConfiguration) throws -> String? {
        let file = try scratch.write(configuration.text, to: "httpd.conf")
        let result = try Program.run(host.apache.executable.string, ["-t", "-f", file])
        // The test's Python has a global lock, whatever the sample host says.
        let lines = result.errors.split(separator: "\n").filter { !$0.contains("WSGI0200") }
        return result.status == 0 && lines == ["Syntax OK"] ? nil : result.errors
    }

    /// What the declarations say of this sample on this host.
    func expectedRefusals(_ sample: [OptionSamples.Use]) -> Set<String> {
        var refusals: Set<String> = []
        for option in sample.compactMap({ Catalogue.byName[$0.name] }) {
            if case .notYet = option.availability { refusals.insert("not-yet") }
            if option.rules.wsgiVersion != nil, (host.wsgiModule?.version ?? Version(0)) < Version(5) {
                refusals.insert("old-mod-wsgi")
            }
            if option.name == "enable-docs" { refusals.insert("no-documentation") }
        }
        return refusals
    }

    private static func kind(_ path: FilePath) -> PathKinds.Kind {
        var isDirectory: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path.string, isDirectory: &isDirectory) else { return .missing }
        return isDirectory.boolValue ? .directory : .file
    }
}
