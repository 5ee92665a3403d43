import FileReading
import Glibc
public import SystemPackage

/// What the user has allowed the profiles of one project to run. Only the user can write it.
public struct TrustStore {
    private let directory: FilePath
    private let project: FilePath

    /// - Parameter project: the directory of the profile files.
    /// - Returns: nil where the user has no home.
    public init?(project: FilePath) {
        let state = ProcessEnvironment.nonEmpty("XDG_STATE_HOME").flatMap { $0.hasPrefix("/") ? FilePath($0) : nil }
        guard let base = state ?? Self.home?.appending(".local").appending("state") else { return nil }
        directory = base.appending("expressway").appending("trusted-profiles")
        self.project = FileSystemFacts.resolved(project) ?? project
    }

    public var file: FilePath { directory.appending(Self.name(of: project.string)) }

    /// The lines that have been trusted; none where the file is not the user's own.
    public var lines: Set<String> {
        let descriptor = file.withPlatformString { open($0, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK) }
        guard descriptor >= 0 else { return [] }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_uid == geteuid(),
            status.st_mode & 0o022 == 0, let bytes = FileSystemFacts.contents(of: FileDescriptor(rawValue: descriptor))
        else { return [] }
        let all = String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
        // Two projects could share a name of a file.
        guard all.first == project.string else { return [] }
        return Set(all.dropFirst())
    }

    /// Remembers these lines and no others.
    ///
    /// - Throws: what the system says.
    public func replace(_ lines: Set<String>) throws(Errno) {
        try Self.makeDirectories(directory)
        let text = ([project.string] + lines.sorted()).joined(separator: "\n") + "\n"
        let fresh = directory.appending("\(file.lastComponent?.string ?? "").\(getpid())")
        do {
            let descriptor = try FileDescriptor.open(
                fresh, .writeOnly, options: [.create, .truncate, .noFollow, .closeOnExec],
                permissions: [.ownerRead, .ownerWrite])
            _ = try descriptor.closeAfter { try descriptor.writeAll(Array(text.utf8)) }
        } catch let error as Errno {
            throw error
        } catch {
            throw .ioError
        }
        guard rename(fresh.string, file.string) == 0 else { throw Errno(rawValue: errno) }
    }

    private static var home: FilePath? {
        if let home = ProcessEnvironment.nonEmpty("HOME"), home.hasPrefix("/") { return FilePath(home) }
        guard let entry = getpwuid(geteuid()), let home = entry.pointee.pw_dir else { return nil }
        return FilePath(String(cString: home))
    }

    private static func makeDirectories(_ directory: FilePath) throws(Errno) {
        var path = FilePath("/")
        for component in directory.components {
            path.append(component)
            guard mkdir(path.string, 0o700) != 0, errno != EEXIST, FileSystemFacts.kind(of: path) != .directory else {
                continue
            }
            throw Errno(rawValue: errno)
        }
    }

    /// FNV-1a, 64 bits: a short name for a long path. Source: RFC 9923.
    private static func name(of path: String) -> String {
        let hash = path.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
        return String(hash, radix: 16)
    }
}
