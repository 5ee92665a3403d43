public import SystemPackage

/// What the project's Python says of itself.
public struct PythonFacts: Sendable, Equatable {
    public let executable: FilePath
    public let version: Version
    /// `sys.prefix`: the virtual environment, or the installation.
    public let prefix: FilePath
    /// `sys.base_prefix`: the installation.
    public let basePrefix: FilePath
    /// The installed Python package `expressway`, which holds the runtime.
    public let packageDirectory: FilePath
    public let environmentModule: EnvironmentModule?
    /// Whether it can run without its global lock.
    public let isFreeThreaded: Bool

    /// A mod_wsgi that is installed in the Python environment.
    public struct EnvironmentModule: Sendable, Equatable {
        /// `mod_wsgi` or `mod_wsgi-standalone`
        public let distribution: String
        public let module: FilePath
        /// The Apache that came with it or that it was built against.
        public let httpd: FilePath?
        public let modulesDirectory: FilePath?
        /// Whether the package mod_wsgi-telemetry is there as well.
        public let hasTelemetry: Bool

        public init(
            distribution: String, module: FilePath, httpd: FilePath?, modulesDirectory: FilePath?,
            hasTelemetry: Bool = false
        ) {
            self.distribution = distribution
            self.module = module
            self.httpd = httpd
            self.modulesDirectory = modulesDirectory
            self.hasTelemetry = hasTelemetry
        }
    }

    public init(
        executable: FilePath, version: Version, prefix: FilePath, basePrefix: FilePath, packageDirectory: FilePath,
        environmentModule: EnvironmentModule?, isFreeThreaded: Bool = false
    ) {
        self.isFreeThreaded = isFreeThreaded
        self.executable = executable
        self.version = version
        self.prefix = prefix
        self.basePrefix = basePrefix
        self.packageDirectory = packageDirectory
        self.environmentModule = environmentModule
    }
}
