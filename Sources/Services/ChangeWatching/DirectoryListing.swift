import Glibc
import SystemPackage

/// The entries of one directory.
struct DirectoryListing {
    var directories: [String] = []
    var others: [String] = []

    init(of path: FilePath) throws(Errno) {
        guard let stream = path.withPlatformString({ opendir($0) }) else { throw Errno(rawValue: errno) }
        defer { closedir(stream) }
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            guard name != ".", name != ".." else { continue }
            if isDirectory(entry.pointee.d_type, path.appending(name)) {
                directories.append(name)
            } else {
                others.append(name)
            }
        }
    }

    /// A link to a directory counts as a file: trees are not followed through links, they may loop.
    private func isDirectory(_ type: UInt8, _ path: FilePath) -> Bool {
        if type != UInt8(DT_UNKNOWN) { return type == UInt8(DT_DIR) }
        var status = stat()
        guard path.withPlatformString({ lstat($0, &status) }) == 0 else { return false }
        return status.st_mode & S_IFMT == S_IFDIR
    }
}
