public import SystemPackage

/// What the settings of a Django project say about serving it.
public struct DjangoFacts: Sendable, Equatable {
    /// Nil where the settings were found without one.
    public let manage: FilePath?
    public let settingsModule: String
    /// `mysite.wsgi.application`; nil where the settings have none.
    public let wsgiApplication: String?
    public let baseDirectory: FilePath
    public let aliases: [Alias]
    /// What `manage.py` added to the module search path.
    public let pythonPath: [FilePath]
    /// Variables that the settings have put into the environment, each with the file that it stands in.
    public let environmentFiles: [String: FilePath]
    public let notes: [String]

    /// Static or media files that Apache serves.
    public struct Alias: Sendable, Equatable {
        /// `/static/`
        public let url: String
        public let directory: FilePath
        /// `STATIC_URL, STATIC_ROOT`
        public let setting: String

        public init(url: String, directory: FilePath, setting: String) {
            self.url = url
            self.directory = directory
            self.setting = setting
        }
    }

    public init(
        manage: FilePath? = nil, settingsModule: String, wsgiApplication: String?, baseDirectory: FilePath,
        aliases: [Alias],
        pythonPath: [FilePath],
        environmentFiles: [String: FilePath] = [:],
        notes: [String]
    ) {
        self.manage = manage
        self.settingsModule = settingsModule
        self.wsgiApplication = wsgiApplication
        self.baseDirectory = baseDirectory
        self.aliases = aliases
        self.pythonPath = pythonPath
        self.environmentFiles = environmentFiles
        self.notes = notes
    }
}
