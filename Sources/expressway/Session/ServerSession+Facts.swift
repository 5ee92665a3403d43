import Diagnostics
import FileReading
import HostFacts
import HostProbing
import OptionCatalogue
import ProfileResolution
import ServerPlanning
import SystemPackage

extension ServerSession {
    /// Everything about this host and the project that a plan rests on.
    func gatherFacts() throws -> Host {
        let document = try pythonFacts()
        let current = FileSystemFacts.currentDirectory
        let wishes = ApacheProbe.Wishes(
            executable: profile[\.installation.httpdExecutable].map { current.pushing(FilePath($0)) },
            modulesDirectory: profile[\.installation.modulesDirectory].map { current.pushing(FilePath($0)) },
            environmentModule: document?.python.environmentModule)
        let probe = try ApacheProbe.start(wishes)
        let project = projectDirectory(document?.django, current)
        let user = try RunUserProbe.probe(
            user: profile[\.identity.user], group: profile[\.identity.group], project: project)
        try checkLocale()
        try checkPassedVariables()
        try SecretProbe.check(profile)
        let apache = try probe.finish()
        let module = servesFilesOnly ? nil : try WSGIModuleProbe.probe(python: document?.python, apache: apache)
        return Host(
            apache: apache, wsgiModule: module, python: document?.python, django: document?.django, user: user,
            locale: LocaleProbe.ofShell,
            currentDirectory: current, threadAllowance: ThreadAllowanceProbe.probe(user: user.userID))
    }

    private var servesFilesOnly: Bool {
        profile[\.application.applicationType] == "static"
    }

    private func pythonFacts() throws -> FactsDocument? {
        let document: FactsDocument? =
            switch project {
            case .environment: servesFilesOnly ? nil : try self.document ?? PythonProbe.ask(.environment)
            case .django(let project): try djangoFacts(project)
            case .handedOver: self.document
            }
        if case .handedOver = project, document?.django == nil, document?.problem == nil {
            throw Diagnostic(
                "no-facts", "nobody handed over the facts of a Django project",
                fix: "start it with: python manage.py runmodwsgi")
        }
        if let problem = document?.problem {
            if let traceback = problem.traceback { Terminal.printError(traceback.trimmingTrailingNewlines) }
            throw Diagnostic("settings", problem.message, fix: problem.hint)
        }
        return document
    }

    /// The launcher may have read the settings itself; else it tells at least which Python it is, and that one reads them.
    private func djangoFacts(_ project: DjangoProject) throws(Diagnostic) -> FactsDocument {
        if let document, document.django != nil || document.problem != nil { return document }
        let question: PythonProbe.Question =
            switch project.entrance {
            case .manage(let manage): .django(manage: manage)
            case .settings(let module): .settings(module: module, directory: project.directory)
            }
        return try PythonProbe.ask(
            question, python: document?.python.executable, variables: settingsVariables)
    }

    /// The settings are to see what the application will see.
    private var settingsVariables: [String: String] {
        var variables: [String: String] = [:]
        for pair in profile[\.environment.environment] { variables[pair.first] = pair.second }
        for pair in profile[\.environment.secrets] {
            variables[pair.first] = SecretSource(pair.second).flatMap { SecretProbe.value(of: $0) }
        }
        return variables
    }

    /// Whose owner decides about the run user.
    private func projectDirectory(_ django: DjangoFacts?, _ current: FilePath) -> FilePath {
        if let given = profile[\.application.workingDirectory] { return current.pushing(FilePath(given)) }
        if let django { return django.baseDirectory }
        guard let entryPoint = profile[\.application.entryPoint].map({ current.pushing(FilePath($0)) }),
            FileSystemFacts.kind(of: entryPoint) == .file
        else { return current }
        return entryPoint
    }

    private func checkLocale() throws(Diagnostic) {
        guard let given = profile[\.environment.locale], !LocaleProbe.isInstalled(given) else { return }
        throw Diagnostic(
            "unknown-locale", "the locale '\(given)' is not installed on this host",
            of: profile.provenance(of: "locale"),
            fix: "'locale -a' lists those that are; C.UTF-8 always works")
    }

    /// A script may set them yet.
    private func checkPassedVariables() throws(Findings) {
        guard profile[\.environment.envvarsScript] == nil else { return }
        let missing = profile[\.environment.passenv].filter { ProcessEnvironment[$0] == nil }
        try Findings(
            missing.map {
                Diagnostic(
                    "unset-variable", "'--passenv' names the variable '\($0)', which is not set in this shell",
                    of: profile.provenance(of: "passenv"),
                    fix: "export it, or give a value with '--setenv \($0) VALUE'")
            }
        ).throwIfErrors()
    }
}

extension String {
    var trimmingTrailingNewlines: String {
        var text = self
        while text.hasSuffix("\n") { text.removeLast() }
        return text
    }
}
