import Diagnostics
import FileReading
import Glibc
import SystemPackage

/// Reads one profile file, whatever stands in its place.
enum ProfileFileReader {
    enum Problem: Error {
        case missing
        /// A link to nothing, or to itself.
        case deadLink
        case notAFile(String)
        case forbidden
        /// With the system's words.
        case unreadable(String)
        case tooLarge(Int)
        case foreign(owner: UInt32)

        /// Half a sentence.
        var reason: String {
            switch self {
            case .missing: "there is no such file"
            case .deadLink: "it is a link that leads nowhere"
            case .notAFile(let what): "it is \(what), not a file"
            case .forbidden: "you may not read it"
            case .unreadable(let why): why
            case .tooLarge(let megabytes): "it has \(megabytes) MiB; a profile file has 1 MiB at the most"
            case .foreign(let owner):
                "it belongs to the user \(owner), who is neither you nor the owner of the directory"
            }
        }

        var fix: String? {
            switch self {
            case .missing, .unreadable: nil
            case .deadLink, .notAFile: "remove it, or put a file in its place"
            case .tooLarge: "is this the right file?"
            case .forbidden: "let yourself read it, with chmod or chown"
            case .foreign: "look at it, and make it yours with chown if it is what you want"
            }
        }
    }

    private static let limit = 1024 * 1024

    /// Links are followed; nothing that could block (a FIFO, a device) is waited for.
    static func bytes(_ path: FilePath) throws(Problem) -> [UInt8] {
        let descriptor = path.withPlatformString { open($0, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY) }
        guard descriptor >= 0 else { throw problem(errno, path) }
        let file = FileDescriptor(rawValue: descriptor)
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            try? file.close()
            throw .notAFile(name(of: status.st_mode & S_IFMT))
        }
        guard status.st_size <= limit else {
            try? file.close()
            throw .tooLarge(Int(status.st_size + 0xF_FFFF) >> 20)
        }
        let owners = [geteuid(), 0, FileSystemFacts.owner(of: path.removingLastComponent())]
        guard owners.contains(status.st_uid) || geteuid() == 0 && isPrivate(path.removingLastComponent()) else {
            try? file.close()
            throw .foreign(owner: status.st_uid)
        }
        guard let bytes = FileSystemFacts.contents(of: file) else { throw .unreadable("reading it failed") }
        return bytes
    }

    private static func problem(_ number: Int32, _ path: FilePath) -> Problem {
        switch number {
        case ENOENT: FileSystemFacts.exists(path) ? .deadLink : .missing
        case ENOTDIR: .missing
        case ELOOP: .deadLink
        case EACCES, EPERM: .forbidden
        // Source: open(2): a socket, or a FIFO that nobody reads.
        case ENXIO: .notAFile("a socket or a device")
        default: .unreadable(Errno(rawValue: number).description)
        }
    }

    /// Nobody but its owner can put a file there.
    private static func isPrivate(_ directory: FilePath) -> Bool {
        FileSystemFacts.mode(of: directory).map { $0 & 0o022 == 0 } ?? false
    }

    private static func name(of kind: UInt32) -> String {
        switch kind {
        case S_IFDIR: "a directory"
        case S_IFIFO: "a FIFO"
        case S_IFSOCK: "a socket"
        default: "a device"
        }
    }
}
