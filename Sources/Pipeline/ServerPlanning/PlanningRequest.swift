public import HostFacts
import OptionCatalogue
public import ProfileResolution
public import SystemPackage

/// What a plan is made from.
public struct PlanningRequest: Sendable {
    /// What the server is for.
    public enum Purpose: Sendable, Equatable {
        /// Supervised, in this terminal.
        case foreground
        /// Files for a service manager.
        case setup
    }

    public let profile: ResolvedProfile
    public let host: Host
    public let serverRoot: FilePath
    public let purpose: Purpose
    public let pathKinds: PathKinds

    public init(profile: ResolvedProfile, host: Host, serverRoot: FilePath, purpose: Purpose, pathKinds: PathKinds) {
        self.profile = profile
        self.host = host
        self.serverRoot = serverRoot
        self.purpose = purpose
        self.pathKinds = pathKinds
    }

    /// The paths whose kind the planner wants to know.
    public static func pathsOfInterest(_ profile: ResolvedProfile, _ host: Host) -> Set<FilePath> {
        let paths = ProjectPaths(profile, host)
        var result = Set(Catalogue.all.flatMap { profile.paths(in: $0) }.map(paths.absolute))
        result.formUnion(host.django?.aliases.map(\.directory) ?? [])
        result.insert(paths.workingDirectory)
        result.formUnion(paths.pythonPath)
        if let entryPoint = profile[\.application.entryPoint] { result.insert(paths.absolute(entryPoint)) }
        if let base = profile[\.tls.certificate] {
            result.formUnion([paths.absolute(base + ".crt"), paths.absolute(base + ".key")])
        }
        for secret in profile[\.environment.secrets] {
            if case .file(let path) = SecretSource(secret.second) { result.insert(paths.absolute(path.string)) }
        }
        if profile[\.routing.enableDocs], let module = host.wsgiModule { result.insert(documentation(of: module)) }
        return result
    }

    /// Source: the package mod_wsgi, which has its module in `server/`.
    static func documentation(of module: WSGIModuleFacts) -> FilePath {
        module.path.removingLastComponent().removingLastComponent().appending("docs")
    }
}

extension ResolvedProfile {
    /// The words of an option that are paths.
    fileprivate func paths(in option: OptionDetails) -> [String] {
        switch (option.type, given(option.name)) {
        case (.path, .text(let path)):
            [path]
        case (.list(let elements), .list(let occurrences)):
            occurrences.flatMap { words in
                zip(elements, words).compactMap { element, word in
                    if case .path = element { word } else { nil }
                }
            }
        default:
            []
        }
    }
}

/// The directories of a project, made absolute.
struct ProjectPaths {
    let currentDirectory: FilePath
    let workingDirectory: FilePath
    let pythonPath: [FilePath]

    init(_ profile: ResolvedProfile, _ host: Host) {
        let current = host.currentDirectory
        currentDirectory = current
        let given = profile[\.application.workingDirectory].map { current.pushing(FilePath($0)).lexicallyNormalized() }
        workingDirectory = given ?? host.django?.baseDirectory ?? current
        let fromFlags = profile[\.application.pythonPath].map { current.pushing(FilePath($0)).lexicallyNormalized() }
        pythonPath = fromFlags + (host.django?.pythonPath ?? [])
    }

    /// Relative paths on the command line are relative to the current directory.
    func absolute(_ path: String) -> FilePath {
        currentDirectory.pushing(FilePath(path)).lexicallyNormalized()
    }
}
