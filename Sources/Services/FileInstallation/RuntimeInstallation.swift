public import Diagnostics
import FileReading
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
        for name in names {
            guard let bytes = FileSystemFacts.contents(of: source.appending(name)) else {
                throw Diagnostic("no-runtime", "cannot read '\(source.appending(name).string)'")
            }
            try root.write(bytes, to: "runtime/\(name)")
        }
    }
}
