public import Glibc
public import SystemPackage

/// Questions about the file system.
public enum FileSystemFacts {
    public enum Kind: Sendable {
        case file
        case directory
        case other
    }

    /// - Returns: what stands at the path, links followed; nil where there is nothing (or nothing that may be looked at).
    public static func kind(of path: FilePath) -> Kind? {
        var status = stat()
        guard stat(path.string, &status) == 0 else { return nil }
        switch status.st_mode & S_IFMT {
        case S_IFREG: return .file
        case S_IFDIR: return .directory
        default: return .other
        }
    }

    /// Whether a regular file stands there, links followed, and holds nothing.
    public static func isEmptyFile(_ path: FilePath) -> Bool {
        var status = stat()
        return path.withPlatformString { stat($0, &status) } == 0 && status.st_mode & S_IFMT == S_IFREG
            && status.st_size == 0
    }

    public static func isExecutable(_ path: FilePath) -> Bool {
        kind(of: path) == .file && access(path.string, X_OK) == 0
    }

    /// The user who owns what stands at the path.
    public static func owner(of path: FilePath) -> UInt32? {
        var status = stat()
        return stat(path.string, &status) == 0 ? status.st_uid : nil
    }

    /// The permission bits, as in `0755`.
    public static func mode(of path: FilePath) -> UInt32? {
        var status = stat()
        return stat(path.string, &status) == 0 ? status.st_mode & 0o7777 : nil
    }

    public static func modificationTime(of path: FilePath) -> timespec? {
        var status = stat()
        return stat(path.string, &status) == 0 ? status.st_mtim : nil
    }

    /// Names in a directory, sorted; empty where it cannot be read.
    public static func names(in directory: FilePath) -> [String] {
        guard let stream = opendir(directory.string) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    /// The whole file as bytes; nil where it cannot be read.
    public static func contents(of path: FilePath) -> [UInt8]? {
        guard let descriptor = try? FileDescriptor.open(path, .readOnly) else { return nil }
        return contents(of: descriptor)
    }

    /// Reads an open file from where it stands to its end, and closes it.
    public static func contents(of descriptor: FileDescriptor) -> [UInt8]? {
        try? descriptor.closeAfter {
            var bytes: [UInt8] = []
            var chunk = [UInt8](repeating: 0, count: 65536)
            while true {
                let count = try chunk.withUnsafeMutableBytes { try descriptor.read(into: $0) }
                if count == 0 { return bytes }
                bytes += chunk[..<count]
            }
        }
    }

    /// - Returns: the path with all links resolved; nil where it does not exist.
    public static func resolved(_ path: FilePath) -> FilePath? {
        guard let pointer = realpath(path.string, nil) else { return nil }
        defer { free(pointer) }
        return FilePath(String(cString: pointer))
    }

    /// As the shell knows it (`PWD`), if that is true, so that links in it stay what the user typed.
    public static var currentDirectory: FilePath {
        if let shown = ProcessEnvironment["PWD"], shown.hasPrefix("/"), isSameFile(shown, ".") {
            return FilePath(shown)
        }
        guard let pointer = getcwd(nil, 0) else { return "/" }
        defer { free(pointer) }
        return FilePath(String(cString: pointer))
    }

    private static func isSameFile(_ first: String, _ second: String) -> Bool {
        var left = stat()
        var right = stat()
        return stat(first, &left) == 0 && stat(second, &right) == 0 && left.st_dev == right.st_dev
            && left.st_ino == right.st_ino
    }
}

extension FileSystemFacts {
    /// Whether anything has that name, a link that leads nowhere included.
    public static func exists(_ path: FilePath) -> Bool {
        var status = stat()
        return lstat(path.string, &status) == 0
    }
}
