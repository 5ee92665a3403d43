public import Diagnostics
import FileReading
import Glibc
public import HostFacts
public import SystemPackage

/// A directory for what is recorded or measured: it outlives the server, and only the run user can read it.
public enum DataDirectory {
    /// Makes it with those above it, unless it is there.
    ///
    /// - Throws: a finding where it cannot be made, or where something stands in its place that others could read or replace.
    public static func make(_ path: FilePath, for user: RunUser) throws(Diagnostic) {
        try makeParents(of: path)
        if mkdir(path.string, 0o700) == 0 {
            if user.isSwitchedTo { _ = lchown(path.string, user.userID, user.groupID) }
            ignore(path, for: user)
            return
        }
        guard errno == EEXIST else { throw failed(path) }
        try check(path, user)
    }

    private static func makeParents(of path: FilePath) throws(Diagnostic) {
        var directory = FilePath("/")
        for component in path.removingLastComponent().components {
            directory.append(component)
            guard mkdir(directory.string, 0o755) != 0, errno != EEXIST,
                FileSystemFacts.kind(of: directory) != .directory
            else { continue }
            throw failed(path)
        }
    }

    private static func check(_ path: FilePath, _ user: RunUser) throws(Diagnostic) {
        var status = stat()
        guard lstat(path.string, &status) == 0 else { throw failed(path) }
        let owner = user.isSwitchedTo ? user.userID : geteuid()
        let problem: String? =
            if status.st_mode & S_IFMT != S_IFDIR {
                "is not a directory"
            } else if status.st_uid != owner {
                "belongs to user \(status.st_uid), not to the user that the application runs as (\(user.name))"
            } else if status.st_mode & 0o077 != 0 {
                "can be read or written by others (mode 0\(String(status.st_mode & 0o7777, radix: 8)))"
            } else {
                nil
            }
        guard let problem else { return }
        throw Diagnostic(
            "unsafe-directory", "'\(path.string)' \(problem); what is recorded there holds what users sent",
            fix: "make it private (chmod 700), or name another directory")
    }

    /// Recordings are nothing to commit.
    private static func ignore(_ path: FilePath, for user: RunUser) {
        let file = path.appending(".gitignore")
        let descriptor = file.withPlatformString {
            open($0, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        }
        guard descriptor >= 0 else { return }
        _ = write(descriptor, "*\n", 2)
        if user.isSwitchedTo { _ = fchown(descriptor, user.userID, user.groupID) }
        close(descriptor)
    }

    private static func failed(_ path: FilePath) -> Diagnostic {
        Diagnostic("no-directory", "cannot make the directory '\(path.string)': \(Errno(rawValue: errno))")
    }
}
