public import ChangeWatching
public import SystemPackage

/// All that supervising one Apache needs to know.
public struct SupervisionPlan: Sendable, Hashable {
    public struct EnvironmentVariable: Sendable, Hashable {
        public var name: String
        public var value: String

        public init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    /// What a changed file leads to.
    public struct Reload: Sendable, Hashable {
        public var rules: WatchRules
        /// Nil where nothing stands by.
        public var standby: StandbyPlaces?
        /// Where processes say what they have loaded; belongs to the run user. Nil where none does.
        public var loadedDirectory: FilePath?
        /// Whether Apache as a whole starts anew: its children run the application.
        public var isGraceful: Bool

        public init(
            _ rules: WatchRules, standby: StandbyPlaces? = nil, loadedDirectory: FilePath? = nil,
            isGraceful: Bool = false
        ) {
            self.rules = rules
            self.standby = standby
            self.loadedDirectory = loadedDirectory
            self.isGraceful = isGraceful
        }
    }

    /// Where the process that stands by and the engine meet.
    public struct StandbyPlaces: Sendable, Hashable {
        /// Belongs to the run user: the orders, and the sockets of the generations.
        public var directory: FilePath
        /// Holds the socket that Apache's children know.
        public var sockets: FilePath

        public init(directory: FilePath, sockets: FilePath) {
            self.directory = directory
            self.sockets = sockets
        }
    }

    /// Who may write to the FIFO of reports.
    public struct ReportOwner: Sendable, Hashable {
        public var user: UInt32
        public var group: UInt32

        public init(user: UInt32, group: UInt32) {
            self.user = user
            self.group = group
        }
    }

    public var executable: FilePath
    /// What `ps` shows in place of the executable's path; nil for that.
    public var processName: String?
    /// Without the executable's own name: `-DFOREGROUND`, `-f`, the configuration.
    public var arguments: [String]
    public var environment: [EnvironmentVariable]
    public var workingDirectory: FilePath
    /// Made here if it is not there.
    public var reportFIFO: FilePath
    /// As root: the run user, so that its processes can report. nil: the engine's own user.
    public var reportOwner: ReportOwner?
    /// The `PidFile` of the configuration: Apache writes it when it listens. nil: only the log and the reports tell of it.
    public var pidFile: FilePath?
    /// A start without an application (static files alone) sends no reports.
    public var applicationPresent: Bool
    public var processes: Int
    /// nil: as long as it takes (a debugger may stand in the import).
    public var startupTimeout: Duration?
    /// How long Apache gives requests in flight when it stops.
    public var shutdownTimeout: Duration
    public var reload: Reload?
    /// nil: no page follows.
    public var liveReload: LiveReload?
    /// A file whose edit gives new daemon processes, also where nothing else is reloaded. nil: none.
    public var scriptFile: FilePath?
    /// Made at SIGUSR2, as the word to the WSGI processes to write what they have measured. nil: nothing is measured.
    public var reportMark: FilePath?
    /// Whether Ctrl-C is for a debugger of programs: it stops Apache there, and nobody else.
    public var leavesInterruptAlone: Bool
    /// For a debugger: Apache stays in the terminal's process group and reads its keyboard.
    public var sameProcessGroup: Bool
    /// For a debugger: a file that is one byte longer after each Ctrl-Z that let it go on in the background. nil: nobody wants to know.
    public var suspensions: FilePath?
    /// For a debugger that draws over the whole screen: what it has switched on is switched off for it when it is stopped or killed.
    public var promptFillsScreen: Bool

    public init(
        executable: FilePath, processName: String? = nil, arguments: [String], environment: [EnvironmentVariable],
        workingDirectory: FilePath,
        reportFIFO: FilePath, reportOwner: ReportOwner? = nil, pidFile: FilePath? = nil,
        applicationPresent: Bool = true,
        processes: Int = 1, startupTimeout: Duration? = .seconds(15), shutdownTimeout: Duration = .seconds(5),
        reload: Reload? = nil, liveReload: LiveReload? = nil, scriptFile: FilePath? = nil, reportMark: FilePath? = nil,
        leavesInterruptAlone: Bool = false, sameProcessGroup: Bool = false, suspensions: FilePath? = nil,
        promptFillsScreen: Bool = false
    ) {
        self.executable = executable
        self.processName = processName
        self.arguments = arguments
        self.environment = environment
        self.workingDirectory = workingDirectory
        self.reportFIFO = reportFIFO
        self.reportOwner = reportOwner
        self.pidFile = pidFile
        self.applicationPresent = applicationPresent
        self.processes = processes
        self.startupTimeout = startupTimeout
        self.shutdownTimeout = shutdownTimeout
        self.reload = reload
        self.liveReload = liveReload
        self.scriptFile = scriptFile
        self.reportMark = reportMark
        self.leavesInterruptAlone = leavesInterruptAlone
        self.sameProcessGroup = sameProcessGroup
        self.suspensions = suspensions
        self.promptFillsScreen = promptFillsScreen
    }
}
