import ApacheSyntax
import Diagnostics
import FileInstallation
import FileReading
import HostFacts
import HostProbing
import OptionCatalogue
import PlanRendering
import ProfileResolution
import ServerPlanning
import SystemPackage

/// One way from options to a server: facts, plan, files, and whatever is asked for at the end.
struct ServerSession {
    /// What there is to serve.
    enum Project {
        /// The options say it.
        case environment
        case django(DjangoProject)
        /// Whoever started the engine has left the facts.
        case handedOver
    }

    enum Goal {
        case serve
        case setUp
        case show
    }

    let project: Project
    /// What the launcher knows already; nil where Python has to be asked.
    let document: FactsDocument?
    let loading: ProfileLoading
    let loaded: ProfileLoading.Loaded

    var profile: ResolvedProfile { loaded.profile }

    /// - Parameter flags: the command line.
    /// - Throws: ``Diagnostic`` or ``Findings`` for facts that cannot be read, and for everything that is wrong with the profile.
    static func open(_ flags: Layer, _ arguments: ProfileArguments, _ project: Project) throws -> ServerSession {
        let document = try PythonProbe.handedOver()
        let loading = ProfileLoading(
            flags: flags, arguments: arguments, project: directory(of: project, document),
            findPackage: { PackageProbe.find($0, python: document?.python.executable) })
        return ServerSession(project: project, document: document, loading: loading, loaded: try loading.load())
    }

    /// The same server with the profile as it is now.
    func reopened() throws(Findings) -> ServerSession {
        ServerSession(project: project, document: document, loading: loading, loaded: try loading.load())
    }

    /// Where the search for profile files begins.
    private static func directory(of project: Project, _ document: FactsDocument?) -> FilePath {
        switch project {
        case .environment: FileSystemFacts.currentDirectory
        case .django(let project): project.directory
        case .handedOver:
            document?.django.map { $0.manage?.removingLastComponent() ?? $0.baseDirectory }
                ?? FileSystemFacts.currentDirectory
        }
    }

    /// - Throws: ``Diagnostic`` or ``Findings`` for everything that stands in the way.
    func run(_ goal: Goal) throws -> ExitStatus {
        switch goal == .serve && profile[\.installation.setupOnly] ? .setUp : goal {
        case .serve: try ServingSequence(self).run()
        case .setUp: try setUp()
        case .show: try show(try gatherFacts())
        }
    }

    private func setUp() throws -> ExitStatus {
        let host = try gatherFacts()
        // Everything that can be wrong is found before a directory is made.
        let trial = try plan(host, serverRoot: serverRootForDisplay, .setup)
        show(notices: trial)
        try checkAccess(trial, host)
        let root = try makeServerRoot(host.user)
        defer { root.release() }
        let plan = try plan(host, serverRoot: root.path, .setup)
        _ = try Installation(plan: plan, profile: profile, host: host).install(into: root, .setup)
        Terminal.print(SetupSummary.text(for: plan))
        return .stopped
    }

    func show(notices plan: ServerPlan) {
        for notice in loaded.notices + plan.notices { Terminal.show(notice) }
    }

    private func show(_ host: Host) throws -> ExitStatus {
        Terminal.write(try configuration(host).text, to: 1)
        return .stopped
    }

    /// The configuration that would run; nothing is written.
    func configuration() throws -> RenderedConfiguration {
        try configuration(try gatherFacts())
    }

    private func configuration(_ host: Host) throws -> RenderedConfiguration {
        let plan = try plan(host, serverRoot: serverRootForDisplay, .foreground)
        return try ApacheConfiguration.render(plan, profile: profile, version: expresswayVersion)
    }

    var serverRootForDisplay: FilePath {
        let given = profile[\.installation.serverRoot].map {
            FileSystemFacts.currentDirectory.pushing(FilePath($0)).lexicallyNormalized()
        }
        return given ?? "/run/expressway-private"
    }

    func plan(_ host: Host, serverRoot: FilePath, _ purpose: PlanningRequest.Purpose) throws(Findings)
        -> ServerPlan
    {
        let kinds = PlanningRequest.pathsOfInterest(profile, host).map {
            ($0, PathKinds.Kind(FileSystemFacts.kind(of: $0)))
        }
        return try ServerPlanner.plan(
            PlanningRequest(
                profile: profile, host: host, serverRoot: serverRoot, purpose: purpose,
                pathKinds: PathKinds(Dictionary(uniqueKeysWithValues: kinds))))
    }

    func makeServerRoot(_ user: RunUser) throws(Diagnostic) -> ServerRoot {
        guard profile[\.installation.serverRoot] != nil else { return try ServerRoot.makePrivate(for: user) }
        return try ServerRoot.use(serverRootForDisplay, for: user)
    }

    func checkAccess(_ plan: ServerPlan, _ host: Host) throws(Findings) {
        guard let application = plan.application else { return }
        var needs: [AccessProbe.Need] = []
        if let python = host.python {
            needs.append(AccessProbe.Need("the Python installation", python.basePrefix))
            if python.prefix != python.basePrefix {
                needs.append(AccessProbe.Need("the virtual environment", python.prefix))
            }
        }
        needs.append(AccessProbe.Need("the working directory", application.workingDirectory))
        if application.kind != .module {
            needs.append(AccessProbe.Need("the application", FilePath(application.entryPoint)))
        }
        needs += application.secrets.compactMap { secret in
            guard case .file(let path) = secret.source else { return nil }
            return AccessProbe.Need("the file of the secret '\(secret.name)'", path)
        }
        needs += application.pythonPath.map { AccessProbe.Need("the module directory", $0) }
        needs += plan.aliases.filter { FileSystemFacts.kind(of: $0.target) != nil }.map {
            AccessProbe.Need("the files for \($0.urlPath)", $0.target)
        }
        if let documentRoot = plan.documentRoot { needs.append(AccessProbe.Need("the document root", documentRoot)) }
        let scripts = plan.access.scripts + plan.routing.handlers.map(\.script)
        let services = plan.services.filter { $0.user == nil }.map(\.script)
        needs += (scripts + services).map { AccessProbe.Need("the script", $0) }
        try AccessProbe.check(plan.user, needs)
    }
}

extension PathKinds.Kind {
    init(_ kind: FileSystemFacts.Kind?) {
        switch kind {
        case .file: self = .file
        case .directory: self = .directory
        case .other: self = .other
        case nil: self = .missing
        }
    }
}

extension String {
    /// `[::1]` as `::1`.
    var unbracketed: String {
        hasPrefix("[") && hasSuffix("]") ? String(dropFirst().dropLast()) : self
    }
}
