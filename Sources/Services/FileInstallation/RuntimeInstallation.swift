public import Diagnostics
import FileReading
import Glibc
public import SystemPackage

/// Puts the code that runs inside the WSGI processes into the server root, where the run user can read it wherever the package stands.
public enum RuntimeInstallation {
    /// - Parameter package: the Python package `expressway`.
    /// - Throws: a finding where the package holds no runtime.
    public static func install(from package: FilePath, into root: ServerRoot) throws(Diagnostic) {
        let source = package.appending("runtime")
        let names = FileSystemFacts.names(in: source).filter { $0.hasSuffix(".py") }
        guard names.contains("__init__.py") else {
            throw Diagnostic(
                "no-runtime", "the Python package '\(package.string)' holds no runtime", fix: "install Expressway anew")
        }
        try root.makeDirectory("runtime")
        for name in names { try copy(source.appending(name), to: "runtime/\(name)", root) }
        try installBytecode(from: source.appending("__pycache__"), into: root)
    }

    /// What pip compiled goes along: the WSGI processes may not write into the server root, and would compile the sources at every start.
    private static func installBytecode(from source: FilePath, into root: ServerRoot) throws(Diagnostic) {
        let names = FileSystemFacts.names(in: source).filter { $0.hasSuffix(".pyc") }
        guard !names.isEmpty else { return }
        try root.makeDirectory("runtime/__pycache__")
        for name in names { try copy(source.appending(name), to: "runtime/__pycache__/\(name)", root) }
    }

    /// With its time of modification, by which Python tells whether bytecode fits its source.
    private static func copy(_ source: FilePath, to name: String, _ root: ServerRoot) throws(Diagnostic) {
        guard let bytes = FileSystemFacts.contents(of: source),
            let modified = FileSystemFacts.modificationTime(of: source)
        else {
            throw Diagnostic("no-runtime", "cannot read '\(source.string)'")
        }
        try root.write(bytes, to: name)
        let times = [modified, modified]
        utimensat(AT_FDCWD, root.path.string + "/" + name, times, 0)
    }
}
