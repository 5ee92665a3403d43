public import SystemPackage

/// Finds programs as a shell does.
public enum ProgramSearch {
    /// - Parameter name: a path, or a name to look for in `PATH`.
    /// - Returns: nil where there is no such program.
    public static func find(_ name: String) -> FilePath? {
        guard !name.contains("/") else { return FileSystemFacts.isExecutable(FilePath(name)) ? FilePath(name) : nil }
        let directories = (ProcessEnvironment["PATH"] ?? "").split(separator: ":").map { FilePath(String($0)) }
        return directories.filter(\.isAbsolute).map { $0.appending(name) }.first(where: FileSystemFacts.isExecutable)
    }
}
