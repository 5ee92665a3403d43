import FileReading
internal import FoundationEssentials
public import HostFacts
import SystemPackage

/// What the Python side tells of the environment and of a Django project.
///
/// Source: `docs/reference/runtime-protocol.md`, "Facts".
public struct FactsDocument: Sendable {
    public let python: PythonFacts
    public let django: DjangoFacts?
    public let problem: Problem?

    /// Why the settings could not be read.
    public struct Problem: Sendable {
        public let message: String
        public let hint: String?
        public let traceback: String?
    }

    /// - Throws: ``UnreadableFacts`` for anything that is not such a document.
    public init(json bytes: [UInt8]) throws(UnreadableFacts) {
        let wire: Wire
        do {
            wire = try JSONDecoder().decode(Wire.self, from: Data(bytes))
        } catch {
            throw UnreadableFacts(reason: String(describing: error))
        }
        guard wire.protocol == Self.protocolNumber else {
            throw UnreadableFacts(
                reason: "the Python package speaks protocol \(wire.protocol), this engine \(Self.protocolNumber)")
        }
        guard let version = Version(wire.python.version) else {
            throw UnreadableFacts(reason: "'\(wire.python.version)' is not a version of Python")
        }
        python = PythonFacts(wire.python, version)
        django = wire.django.map(DjangoFacts.init)
        problem = wire.problem.map { Problem(message: $0.message, hint: $0.hint, traceback: $0.traceback) }
    }

    private static let protocolNumber = 1
}

/// The Python side said something that the engine does not understand.
public struct UnreadableFacts: Error, Sendable {
    public let reason: String
}

private struct Wire: Decodable {
    let `protocol`: Int
    let python: Python
    let django: Django?
    let problem: Problem?

    struct Python: Decodable {
        let executable: String
        let version: String
        let prefix: String
        let basePrefix: String
        let packageDirectory: String
        let module: Module?
        let freeThreaded: Bool?

        enum CodingKeys: String, CodingKey {
            case executable, version, prefix
            case basePrefix = "base_prefix"
            case packageDirectory = "package_directory"
            case module = "mod_wsgi"
            case freeThreaded = "free_threaded"
        }
    }

    struct Module: Decodable {
        let distribution: String
        let module: String
        let httpd: String?
        let modulesDirectory: String?
        let telemetry: Bool?

        enum CodingKeys: String, CodingKey {
            case distribution, module, httpd, telemetry
            case modulesDirectory = "modules_directory"
        }
    }

    struct Django: Decodable {
        let manage: String?
        let settingsModule: String
        let wsgiApplication: String?
        let baseDirectory: String
        let aliases: [Alias]
        let pythonPath: [String]
        let environmentFiles: [String: String]?
        let notes: [String]

        enum CodingKeys: String, CodingKey {
            case aliases, notes
            case manage = "manage_py"
            case settingsModule = "settings_module"
            case wsgiApplication = "wsgi_application"
            case baseDirectory = "base_directory"
            case pythonPath = "python_path"
            case environmentFiles = "environment_files"
        }
    }

    struct Alias: Decodable {
        let url: String
        let directory: String
        let setting: String
    }

    struct Problem: Decodable {
        let message: String
        let hint: String?
        let traceback: String?
    }
}

extension PythonFacts {
    fileprivate init(_ wire: Wire.Python, _ version: Version) {
        self.init(
            executable: FilePath(wire.executable),
            version: version,
            // A link on the way may stand where the run user cannot enter, while what it leads to can be read.
            prefix: FileSystemFacts.resolved(FilePath(wire.prefix)) ?? FilePath(wire.prefix),
            basePrefix: FileSystemFacts.resolved(FilePath(wire.basePrefix)) ?? FilePath(wire.basePrefix),
            packageDirectory: FilePath(wire.packageDirectory),
            environmentModule: wire.module.map { module in
                EnvironmentModule(
                    distribution: module.distribution, module: FilePath(module.module),
                    httpd: module.httpd.map { FilePath($0) },
                    modulesDirectory: module.modulesDirectory.map { FilePath($0) },
                    hasTelemetry: module.telemetry ?? false)
            },
            isFreeThreaded: wire.freeThreaded ?? false)
    }
}

extension DjangoFacts {
    fileprivate init(_ wire: Wire.Django) {
        self.init(
            manage: wire.manage.map { FilePath($0) },
            settingsModule: wire.settingsModule,
            wsgiApplication: wire.wsgiApplication,
            baseDirectory: FilePath(wire.baseDirectory),
            aliases: wire.aliases.map { Alias(url: $0.url, directory: FilePath($0.directory), setting: $0.setting) },
            pythonPath: wire.pythonPath.map { FilePath($0) },
            environmentFiles: (wire.environmentFiles ?? [:]).mapValues { FilePath($0) },
            notes: wire.notes)
    }
}
