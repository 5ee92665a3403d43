public import Diagnostics
public import HostFacts
public import SystemPackage

/// Everything that will run and be written, decided. Rendering, installation and supervision need nothing else.
public struct ServerPlan: Sendable {
    public let listener: Listener
    public let site: SitePlan
    public let tls: TLSPlan?
    public let connections: ConnectionPlan
    public let serverRoot: FilePath
    public let apache: ApacheFacts
    public let user: RunUser
    public let sizing: ApacheSizing
    /// Nil where only files are served.
    public let application: Application?
    public let aliases: [FileAlias]
    public let documentRoot: FilePath?
    public let routing: RoutingPlan
    public let responses: ResponsePlan
    public let proxies: ProxyPlan
    public let access: AccessPlan
    public let services: [ServicePlan]
    public let monitoring: MonitoringPlan
    public let requestVariables: [RequestVariable]
    public let logs: LogPlan
    /// Whether the engine starts it and listens to its reports; else a service manager does.
    public let isSupervised: Bool
    /// Nil where nothing is reloaded.
    public let reload: ReloadPlan?
    /// Nil where no page follows.
    public let liveReload: LiveReloadPlan?
    public let control: ControlPlan
    public let debugging: DebugPlan
    /// What the user should know although nothing stands in the way.
    public let notices: [Diagnostic]

    public var handlerScript: FilePath { serverRoot.appending("handler.wsgi") }
    public var configurationFile: FilePath { serverRoot.appending("httpd.conf") }
    public var emptyDocumentRoot: FilePath { serverRoot.appending("htdocs") }
    public var runtimeDirectory: FilePath { serverRoot.appending("runtime") }
    public var resourceScript: FilePath { serverRoot.appending("resources.wsgi") }
    public var reports: FilePath { serverRoot.appending("reports") }
    /// By its size the debugger knows how often the server has come into the background at a prompt.
    public var suspensions: FilePath { serverRoot.appending("suspensions") }
    /// For what the process that stands by and the engine have to do with each other.
    public var standbyDirectory: FilePath { serverRoot.appending(Self.standbyName) }
    public static let standbyName = "standby"

    /// The names of log files in the server root, without rotation.
    public var logsInServerRoot: Set<String> {
        let services = (services.map(\.log) + [monitoring.telemetry?.collector?.log]).compactMap { $0 }
            .filter { $0.removingLastComponent() == serverRoot }
        let own = logs.destination == .directory(serverRoot) ? logs.fileNames : []
        return own.union(services.compactMap { $0.lastComponent?.string })
    }

    /// Files of the server root that are the user's to fill, where it is set up for a service manager.
    public static let rewriteRulesName = "rewrite.conf"
    public static let environmentName = "envvars"

    /// The name of our converted copy of the rules that an option names.
    public static let convertedRulesName = "rewrite-rules.conf"

    public var convertedRules: FilePath { serverRoot.appending(Self.convertedRulesName) }

    /// What Apache reads of the rules: the copy, or the file that is the user's to fill, of which nothing can be copied yet.
    public func rulesToInclude(for rules: FilePath) -> FilePath {
        !isSupervised && rules == serverRoot.appending(Self.rewriteRulesName) ? rules : convertedRules
    }
}

/// Where the server takes connections.
public struct Listener: Sendable, Equatable {
    public let host: String
    public let port: Int

    public init(host: String, port: Int) {
        self.host = host
        self.port = port
    }

    /// `127.0.0.1:8000`, `[::1]:8000`
    public var address: String {
        "\(hostForURL):\(port)"
    }

    public var url: String {
        port == 80 ? "http://\(reachableHost)/" : "http://\(reachableHost):\(port)/"
    }

    /// The address of this machine that a client can use, also where the server listens on all of them.
    public var reachableHost: String {
        switch host {
        case "0.0.0.0", "*": "127.0.0.1"
        case "::": "[::1]"
        default: hostForURL
        }
    }

    /// Whether only this machine can connect.
    public var isLoopback: Bool {
        host == "localhost" || host == "::1" || host.hasPrefix("127.")
    }

    private var hostForURL: String {
        host.contains(":") ? "[\(host)]" : host
    }
}

/// A WSGI application and the processes that run it.
public struct Application: Sendable {
    public enum Kind: String, Sendable {
        case script
        case module
        case paste
    }

    public let kind: Kind
    /// An absolute path for scripts and Paste files, a dotted name for modules.
    public let entryPoint: String
    public let callable: String
    /// Begins with a slash; ends with none, unless it is `/`.
    public let mountPoint: String
    public let workingDirectory: FilePath
    public let pythonPath: [FilePath]
    public let pythonHome: FilePath?
    public let module: WSGIModuleFacts
    /// Nil for one process that knows it is alone.
    public let processes: Int?
    public let threads: Int
    public let locale: String
    public let startupTimeout: Duration
    public let requestTimeout: Duration
    /// Nil where Apache's own children run it.
    public let daemon: DaemonPlan?
    public let interpreter: InterpreterPlan
    /// The process environment that the application sees in addition to the server's own.
    public let environment: [(name: String, value: String)]
    /// Variables of the server's own environment that follow the files in which they stand.
    public let environmentFiles: [(name: String, file: FilePath)]
    /// Variables of the process environment whose values only the WSGI processes read.
    public let secrets: [(name: String, source: SecretSource)]
}

/// A file or a directory that Apache serves at a URL path.
public struct FileAlias: Sendable, Equatable {
    public let urlPath: String
    public let target: FilePath
    public let isDirectory: Bool
    public let source: Source

    public enum Source: Sendable, Equatable {
        case option
        /// The Django settings it comes from.
        case django(String)
    }
}

/// A variable for the WSGI environ of every request.
public enum RequestVariable: Sendable, Equatable {
    case set(name: String, value: String)
    /// Taken from the environment that the server is started in, so that the value is written nowhere.
    case pass(name: String)
}
