import FileReading
import Glibc
public import SystemPackage

/// Finds a package of the project's Python environment without importing it.
public enum PackageProbe {
    /// - Parameter python: nil for the active environment's, else the first in `PATH`.
    /// - Returns: the package's directory; nil where there is none of that name, or no Python.
    public static func find(_ package: String, python: FilePath?) -> FilePath? {
        guard let python = python ?? (try? PythonProbe.find()),
            let output = try? ProgramOutput.start(python, ["-I", "-c", program, package]).finish(), output.succeeded
        else { return nil }
        let path = output.standardOutput.prefix { $0 != "\n" }
        return path.isEmpty ? nil : FilePath(String(path))
    }

    private static let program = """
        import importlib.util, sys
        specification = importlib.util.find_spec(sys.argv[1])
        print(next(iter((specification and specification.submodule_search_locations) or ()), ""))
        """
}
