public import Diagnostics
import Glibc
public import SystemPackage

/// The directory that the logs are written to.
public enum LogDirectory {
    /// Makes it unless it is there.
    ///
    /// - Throws: a finding where it cannot be made, for want of its parent, say.
    public static func make(_ path: FilePath) throws(Diagnostic) {
        guard mkdir(path.string, 0o755) != 0, errno != EEXIST else { return }
        throw Diagnostic(
            "no-directory", "cannot make the directory '\(path.string)' for the logs: \(Errno(rawValue: errno))",
            place: "flag --log-directory")
    }
}
