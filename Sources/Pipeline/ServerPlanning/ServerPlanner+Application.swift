import Diagnostics
import HostFacts
import OptionCatalogue
import ProfileResolution
import SystemPackage

extension ServerPlanner {
    mutating func planApplication(_ site: SitePlan) -> Application? {
        guard let kind = applicationKind() else { return nil }
        guard let (entryPoint, callable) = entryPoint(kind) else { return nil }
        guard let module = host.wsgiModule else {
            findings.add(Diagnostic("no-mod-wsgi", "no mod_wsgi was found"))
            return nil
        }
        requireDirectory(paths.workingDirectory, for: "working-directory")
        for directory in paths.pythonPath { requireDirectory(directory, for: "python-path") }
        return Application(
            kind: kind,
            entryPoint: entryPoint,
            callable: callable,
            mountPoint: urlPath(profile[\.application.mountPoint], for: "mount-point"),
            workingDirectory: paths.workingDirectory,
            pythonPath: paths.pythonPath,
            pythonHome: host.python?.prefix,
            module: module,
            processes: isDebugMode ? nil : profile[\.capacity.processes],
            threads: isDebugMode ? 1 : profile[\.capacity.threads],
            locale: profile[\.environment.locale] ?? host.locale ?? "C.UTF-8",
            startupTimeout: .seconds(profile[\.timeouts.startupTimeout]),
            requestTimeout: .seconds(profile[\.timeouts.requestTimeout]),
            daemon: planDaemon(),
            interpreter: planInterpreter(),
            environment: planEnvironment(site), environmentFiles: environmentFiles, secrets: planSecrets())
    }

    /// Without reloading nothing is read twice.
    private var environmentFiles: [(name: String, file: FilePath)] {
        guard profile[\.development.reloadOnChanges], !isDebugMode else { return [] }
        return (host.django?.environmentFiles ?? [:]).sorted { $0.key < $1.key }.map { (name: $0.key, file: $0.value) }
    }

    /// Nil for a server of files alone.
    private func applicationKind() -> Application.Kind? {
        if host.django != nil, !profile.isGiven("application-type") {
            return profile.isGiven("entry-point") && isFile(profile[\.application.entryPoint] ?? "") ? .script : .module
        }
        return Application.Kind(rawValue: profile[\.application.applicationType])
    }

    private mutating func entryPoint(_ kind: Application.Kind) -> (entryPoint: String, callable: String)? {
        let callable = profile[\.application.callableObject]
        guard let given = profile[\.application.entryPoint] else { return djangoEntryPoint() }
        let path = paths.absolute(given)
        switch (kind, request.pathKinds[path]) {
        case (.module, _) where given.isModuleName:
            return (given, callable)
        case (.module, _):
            findings.add(
                Diagnostic(
                    "no-application", "'\(given)' is not the name of a Python module",
                    of: profile.provenance(of: "entry-point"),
                    fix: isFile(given)
                        ? "for a WSGI script file, leave '--application-type module' out"
                        : "give a dotted name such as mysite.wsgi"))
        case (.script, .file), (.paste, .file):
            return (path.string, callable)
        case (.script, _) where given.isModuleName && request.pathKinds[path] == .missing:
            findings.add(
                Diagnostic(
                    "no-application", "there is no WSGI script '\(path.string)'",
                    of: profile.provenance(of: "entry-point"),
                    fix: "for a Python module, add '--application-type module'"))
        case (.script, let found), (.paste, let found):
            let what = kind == .script ? "WSGI script" : "Paste file"
            findings.add(
                Diagnostic(
                    "no-application",
                    found == .missing
                        ? "there is no \(what) '\(path.string)'"
                        : "'\(path.string)' is not a file, so it cannot be a \(what)",
                    of: profile.provenance(of: "entry-point")))
        }
        return nil
    }

    private mutating func djangoEntryPoint() -> (entryPoint: String, callable: String)? {
        guard let django = host.django else {
            findings.add(
                Diagnostic(
                    "no-application", "no application was named",
                    fix: "give the path of a WSGI script, for example: expressway start-server mysite/wsgi.py"))
            return nil
        }
        guard let name = django.wsgiApplication else {
            findings.add(
                Diagnostic(
                    "no-wsgi-application", "the settings '\(django.settingsModule)' have no WSGI_APPLICATION",
                    fix: "add WSGI_APPLICATION = \"<project>.wsgi.application\" to them, or give '--entry-point'"))
            return nil
        }
        guard let dot = name.lastIndex(of: "."), name.isModuleName else {
            findings.add(
                Diagnostic(
                    "no-wsgi-application", "WSGI_APPLICATION is '\(name)', which is not of the form 'module.callable'",
                    place: "settings '\(django.settingsModule)'", fix: "write it as in \"mysite.wsgi.application\""))
            return nil
        }
        let callable =
            profile.isGiven("callable-object")
            ? profile[\.application.callableObject] : String(name[name.index(after: dot)...])
        return (String(name[..<dot]), callable)
    }

    func processEnvironment(_ site: SitePlan) -> [(name: String, value: String)] {
        let listener = Listener(host: profile[\.listening.host], port: profile[\.listening.port])
        var variables = [
            (name: "MOD_WSGI_EXPRESS", value: "true"),
            (name: "MOD_WSGI_SERVER_NAME", value: site.isExclusive ? site.name : listener.host),
            (name: "MOD_WSGI_SERVER_ALIASES", value: site.aliases.joined(separator: " ")),
            (name: "MOD_WSGI_LISTENER_HOST", value: listener.host),
            (name: "MOD_WSGI_HTTP_PORT", value: String(listener.port)),
            (name: "MOD_WSGI_WORKING_DIRECTORY", value: paths.workingDirectory.string),
            (name: "MOD_WSGI_SERVER_ROOT", value: request.serverRoot.string),
            (name: "MOD_WSGI_USER", value: host.user.name),
            (name: "MOD_WSGI_GROUP", value: host.user.groupName),
        ]
        if let port = profile[\.tls.httpsPort] { variables.append((name: "MOD_WSGI_HTTPS_PORT", value: String(port))) }
        if profile[\.development.reloadOnChanges], !isDebugMode {
            variables.append((name: "MOD_WSGI_RELOADER_ENABLED", value: "true"))
        }
        let modes: [(name: String, option: OptionName)] = [
            ("MOD_WSGI_DEBUG_MODE", "debug-mode"), ("MOD_WSGI_DEBUGGER_ENABLED", "enable-debugger"),
            ("MOD_WSGI_COVERAGE_ENABLED", "enable-coverage"), ("MOD_WSGI_PROFILER_ENABLED", "enable-profiler"),
            ("MOD_WSGI_RECORDER_ENABLED", "enable-recorder"), ("MOD_WSGI_GDB_ENABLED", "enable-gdb"),
        ]
        variables += modes.filter { profile.isUsed($0.option) }.map { (name: $0.name, value: "true") }
        if let django = host.django { variables.append((name: "DJANGO_SETTINGS_MODULE", value: django.settingsModule)) }
        return variables
    }

    private func isFile(_ path: String) -> Bool {
        request.pathKinds[paths.absolute(path)] == .file
    }
}

extension String {
    var isModuleName: Bool {
        let parts = split(separator: ".", omittingEmptySubsequences: false)
        return parts.allSatisfy { part in
            guard let first = part.unicodeScalars.first else { return false }
            return (first.properties.isXIDStart || first == "_")
                && part.unicodeScalars.allSatisfy { $0.properties.isXIDContinue }
        }
    }

    var withoutTrailingSlashes: String {
        var path = self
        while path.count > 1, path.hasSuffix("/") { path.removeLast() }
        return path
    }
}
