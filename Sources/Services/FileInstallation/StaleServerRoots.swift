import FileReading
import Glibc
import SystemPackage

/// Clears away what engines left behind that were killed before they could.
enum StaleServerRoots {
    /// Removes private server roots of this user that no engine holds the lock of.
    static func remove(in base: FilePath) {
        for name in FileSystemFacts.names(in: base) where name.hasPrefix(ServerRoot.prefix) {
            removeIfStale(base.appending(name))
        }
    }

    private static func removeIfStale(_ path: FilePath) {
        var status = stat()
        guard lstat(path.string, &status) == 0, status.st_mode & S_IFMT == S_IFDIR, status.st_uid == geteuid() else {
            return
        }
        let lock = open(path.appending(ServerRoot.lockName).string, O_RDWR | O_NOFOLLOW | O_CLOEXEC)
        guard lock >= 0 else { return }
        defer { close(lock) }
        guard flock(lock, LOCK_EX | LOCK_NB) == 0 else { return }
        DirectoryRemoval.remove(path)
    }
}
