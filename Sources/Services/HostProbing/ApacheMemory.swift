import FileReading
import Glibc
import HostFacts
import SystemPackage

/// What an Apache said of itself the last time, kept in the user's cache directory: asking costs some 15 ms at every start.
struct ApacheMemory {
    /// The part of the facts that only the program itself can tell.
    struct Answers: Equatable {
        let version: Version
        let builtInModules: Set<String>
    }

    private let file: FilePath
    /// The program as it is now: another one in its place has another inode, size or time.
    private let key: String

    /// Nil where the user has no place for a cache.
    init?(of executable: FilePath, directory: FilePath? = ApacheMemory.directory) {
        var status = stat()
        guard stat(executable.string, &status) == 0, let directory else { return nil }
        key =
            "\(executable.string) \(status.st_dev) \(status.st_ino) \(status.st_size) \(status.st_mtim.tv_sec).\(status.st_mtim.tv_nsec)"
        file = directory.appending("apache-\(Self.hash(executable.string))")
    }

    func recall() -> Answers? {
        // What somebody else wrote there is not believed.
        guard FileSystemFacts.owner(of: file) == geteuid(), let bytes = FileSystemFacts.contents(of: file) else {
            return nil
        }
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
        guard lines.count == 3, lines[0] == key, let version = Version(lines[1]) else { return nil }
        return Answers(version: version, builtInModules: Set(lines[2].split(separator: " ").map(String.init)))
    }

    /// A cache that cannot be written is none: nothing depends on it.
    func keep(_ answers: Answers) {
        let directory = file.removingLastComponent()
        mkdir(directory.removingLastComponent().string, 0o700)
        mkdir(directory.string, 0o700)
        let aside = directory.appending(".\(file.lastComponent?.string ?? "").\(getpid())")
        let text = [key, answers.version.description, answers.builtInModules.sorted().joined(separator: " ")].joined(
            separator: "\n")
        guard
            let descriptor = try? FileDescriptor.open(
                aside, .writeOnly, options: [.create, .truncate, .noFollow, .closeOnExec],
                permissions: [.ownerReadWrite])
        else { return }
        let isWritten = (try? descriptor.closeAfter { try descriptor.writeAll(text.utf8) }) == text.utf8.count
        if !isWritten || rename(aside.string, file.string) != 0 { unlink(aside.string) }
    }

    /// Source: XDG Base Directory Specification, `XDG_CACHE_HOME`.
    static var directory: FilePath? {
        let home = ProcessEnvironment.nonEmpty("HOME").map { FilePath($0).appending(".cache") }
        let base = ProcessEnvironment.nonEmpty("XDG_CACHE_HOME").map { FilePath($0) } ?? home
        return base.flatMap { $0.isAbsolute ? $0.appending("expressway") : nil }
    }

    /// FNV-1a, 64 bits: a name for a file, no more.
    private static func hash(_ text: String) -> String {
        let value = text.utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
        return String(value, radix: 16)
    }
}
