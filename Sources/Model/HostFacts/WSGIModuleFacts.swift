public import SystemPackage

/// What is known of the mod_wsgi that will be loaded.
public struct WSGIModuleFacts: Sendable, Equatable {
    /// Where a module comes from.
    public enum Source: Sendable, Equatable {
        /// The project's Python environment (PyPI's `mod_wsgi` or `mod_wsgi-standalone`).
        case environment
        /// The operating system's package.
        case operatingSystem
    }

    public let path: FilePath
    /// `6.1.1`
    public let version: Version
    /// The Python that it is built against, `3.11`; nil where the file does not tell.
    public let pythonVersion: Version?
    public let source: Source
    /// Every `WSGI…` directive that it knows.
    public let directives: Set<String>

    public init(path: FilePath, version: Version, pythonVersion: Version?, source: Source, directives: Set<String>) {
        self.path = path
        self.version = version
        self.pythonVersion = pythonVersion
        self.source = source
        self.directives = directives
    }
}
