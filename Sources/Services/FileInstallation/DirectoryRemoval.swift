import FileReading
import Glibc
import SystemPackage

/// Removes a directory with all that is in it, without ever following a link.
enum DirectoryRemoval {
    static func remove(_ path: FilePath, keeping: Set<String> = []) {
        let descriptor = open(path.string, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        empty(descriptor, keeping)
        if keeping.isEmpty { rmdir(path.string) }
    }

    private static func empty(_ directory: Int32, _ keeping: Set<String>) {
        for name in FileSystemFacts.names(in: FilePath("/proc/self/fd/\(directory)")) where !keeping.contains(name) {
            if unlinkat(directory, name, 0) == 0 || errno == ENOENT { continue }
            let inner = openat(directory, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
            guard inner >= 0 else { continue }
            empty(inner, [])
            close(inner)
            unlinkat(directory, name, AT_REMOVEDIR)
        }
    }
}
