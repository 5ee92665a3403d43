public import SystemPackage

/// What is known of the Apache program on this host.
public struct ApacheFacts: Sendable, Equatable {
    public let executable: FilePath
    /// `2.4.71`
    public let version: Version
    public let modulesDirectory: FilePath
    /// Modules that are part of the program, as `mod_*.c` without prefix and ending (`so`, `log_config`).
    public let builtInModules: Set<String>
    /// Modules in the modules directory, as `mod_*.so` without prefix and ending (`alias`, `mpm_event`).
    public let loadableModules: Set<String>
    /// Apache's table of content types; nil where none was found.
    public let mimeTypes: FilePath?

    /// The program that writes rotated logs; nil where none was found.
    public let rotatelogs: FilePath?

    public init(
        executable: FilePath, version: Version, modulesDirectory: FilePath, builtInModules: Set<String>,
        loadableModules: Set<String>, mimeTypes: FilePath?, rotatelogs: FilePath? = nil
    ) {
        self.rotatelogs = rotatelogs
        self.executable = executable
        self.version = version
        self.modulesDirectory = modulesDirectory
        self.builtInModules = builtInModules
        self.loadableModules = loadableModules
        self.mimeTypes = mimeTypes
    }

    /// - Parameter module: without `mod_` and `.so`.
    public func has(_ module: String) -> Bool {
        builtInModules.contains(module) || loadableModules.contains(module)
    }
}
