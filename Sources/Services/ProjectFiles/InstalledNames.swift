import FileReading
public import SystemPackage

/// Looks for packages in the directories of a Python environment, without starting Python.
public enum InstalledNames {
    /// - Parameter python: the environment's own, links not followed.
    /// - Returns: where a package or a module of that name is installed; nil: nowhere that can be seen from outside.
    public static func place(of name: String, python: FilePath?) -> FilePath? {
        for directory in directories(of: python) {
            for candidate in [name, "\(name).py"] {
                let path = directory.appending(candidate)
                if FileSystemFacts.exists(path) { return path }
            }
            let prefix = "\(name).cpython-"
            if let library = FileSystemFacts.names(in: directory).first(where: { $0.hasPrefix(prefix) }) {
                return directory.appending(library)
            }
        }
        return nil
    }

    private static func directories(of python: FilePath?) -> [FilePath] {
        guard let prefix = python?.removingLastComponent().removingLastComponent() else { return [] }
        var found: [FilePath] = []
        for root in [prefix, prefix.appending("local")] {
            let libraries = root.appending("lib")
            for name in FileSystemFacts.names(in: libraries) where name.hasPrefix("python3") {
                for kind in ["site-packages", "dist-packages"] {
                    let directory = libraries.appending(name).appending(kind)
                    if FileSystemFacts.kind(of: directory) == .directory { found.append(directory) }
                }
            }
        }
        return found
    }
}
