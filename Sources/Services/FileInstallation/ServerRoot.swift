public import Diagnostics
import FileReading
import Glibc
public import HostFacts
public import SystemPackage

/// The directory of the generated files: made or checked, locked while the server runs, and removed at the end if it was made for this run.
public struct ServerRoot: Sendable {
    public let path: FilePath
    /// Whether it was made for this run alone.
    public let isPrivate: Bool
    private let lock: Lock
    private let user: RunUser

    /// A directory with a name that nobody can guess, in a place that the run user can enter.
    ///
    /// - Throws: a finding where none can be made.
    public static func makePrivate(for user: RunUser) throws(Diagnostic) -> ServerRoot {
        let base = privateBase(for: user)
        StaleServerRoots.remove(in: base)
        var template = Array(base.appending("\(prefix)XXXXXX").string.utf8CString)
        guard mkdtemp(&template) != nil else {
            throw Diagnostic("no-server-root", "cannot make a directory in '\(base.string)': \(Errno(rawValue: errno))")
        }
        let path = FilePath(String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self))
        try open(path, to: user)
        return ServerRoot(path: path, isPrivate: true, lock: Lock(try takePrivateLock(path)), user: user)
    }

    /// The directory that the user named. What is found there must be ours and nobody else's to write.
    ///
    /// - Throws: a finding for a link, somebody else's directory, one that others can write to, or one that another server uses.
    public static func use(_ path: FilePath, for user: RunUser) throws(Diagnostic) -> ServerRoot {
        if mkdir(path.string, 0o700) != 0 {
            guard errno == EEXIST else {
                throw Diagnostic(
                    "no-server-root", "cannot make the server root '\(path.string)': \(Errno(rawValue: errno))",
                    place: "flag --server-root")
            }
        }
        try check(path)
        try open(path, to: user)
        return ServerRoot(path: path, isPrivate: false, lock: Lock(try takeLock(path, namedLockName)), user: user)
    }

    /// Writes one file of the server root: aside, then moved into place.
    ///
    /// - Parameter isProgram: whether it may be executed.
    /// - Throws: a finding that names the file.
    public func write(_ bytes: [UInt8], to name: String, isProgram: Bool = false) throws(Diagnostic) {
        let ours: mode_t = isProgram ? 0o700 : 0o600
        let others: mode_t = isProgram ? 0o050 : 0o040
        try PrivateFile.write(
            bytes, to: path.appending(name), mode: user.isSwitchedTo ? ours | others : ours,
            group: user.isSwitchedTo ? user.groupID : nil)
    }

    public func write(_ text: String, to name: String, isProgram: Bool = false) throws(Diagnostic) {
        try write(Array(text.utf8), to: name, isProgram: isProgram)
    }

    /// Writes a file that is the user's from then on: one that is there already stays.
    public func writeOnce(_ text: String, to name: String) throws(Diagnostic) {
        guard FileSystemFacts.kind(of: path.appending(name)) == nil else { return }
        try write(text, to: name)
    }

    /// Makes a directory in the server root that the run user can enter.
    ///
    /// - Parameter ownedByRunUser: whether its processes may make files there.
    public func makeDirectory(_ name: String, ownedByRunUser: Bool = false) throws(Diagnostic) {
        let directory = path.appending(name)
        guard mkdir(directory.string, 0o700) == 0 || errno == EEXIST else {
            throw Diagnostic("no-server-root", "cannot make '\(directory.string)': \(Errno(rawValue: errno))")
        }
        try Self.open(directory, to: user, owned: ownedByRunUser)
    }

    /// Removes the whole directory.
    ///
    /// - Parameter keeping: names of files to leave; with any, the directory stays, too.
    public func remove(keeping: Set<String> = []) {
        DirectoryRemoval.remove(path, keeping: keeping)
        lock.letGo()
    }

    /// Lets another server use the directory, and lets it stay: one without a lock is no leftover of an engine that was killed.
    public func release() {
        if isPrivate { unlink(path.appending(Self.lockName).string) }
        lock.letGo()
    }

    static let prefix = "expressway-"
    /// Of a directory that was made for one run: whoever finds it unlocked clears the directory away.
    static let lockName = "engine.lock"
    /// Of a directory that the user named, and that nobody clears away, whatever its name.
    private static let namedLockName = "server-root.lock"

    /// A run user who is not ourselves cannot enter root's runtime directory.
    private static func privateBase(for user: RunUser) -> FilePath {
        let candidates: [FilePath] =
            user.isSwitchedTo
            ? ["/run"]
            : ["XDG_RUNTIME_DIR", "TMPDIR"].compactMap { ProcessEnvironment.nonEmpty($0).map { FilePath($0) } }
        return candidates.first { $0.isAbsolute && isWritableDirectory($0) } ?? "/tmp"
    }

    private static func isWritableDirectory(_ path: FilePath) -> Bool {
        FileSystemFacts.kind(of: path) == .directory && access(path.string, W_OK | X_OK) == 0
    }

    private static func check(_ path: FilePath) throws(Diagnostic) {
        var status = stat()
        guard lstat(path.string, &status) == 0 else {
            throw Diagnostic(
                "no-server-root", "cannot look at '\(path.string)': \(Errno(rawValue: errno))",
                place: "flag --server-root")
        }
        guard let refusal = refusal(status) else { return }
        throw Diagnostic(
            "unsafe-server-root", "the server root '\(path.string)' \(refusal); what stands in it would be run",
            place: "flag --server-root",
            fix: "name a directory that only you can write to, or leave '--server-root' out")
    }

    private static func refusal(_ status: stat) -> String? {
        if status.st_mode & S_IFMT == S_IFLNK { return "is a link" }
        if status.st_mode & S_IFMT != S_IFDIR { return "is not a directory" }
        if status.st_uid != geteuid() { return "belongs to somebody else (user \(status.st_uid))" }
        if status.st_mode & 0o022 != 0 {
            return "can be written by others (mode 0\(String(status.st_mode & 0o7777, radix: 8)))"
        }
        return nil
    }

    /// Others get in only where the WSGI processes run as another user, and then only that user's group.
    private static func open(_ directory: FilePath, to user: RunUser, owned: Bool = false) throws(Diagnostic) {
        let descriptor: FileDescriptor
        do {
            descriptor = try FileDescriptor.open(directory, .readOnly, options: [.directory, .noFollow, .closeOnExec])
        } catch {
            throw Diagnostic("no-server-root", "cannot open '\(directory.string)': \(error)")
        }
        defer { try? descriptor.close() }
        let isOpen =
            user.isSwitchedTo
            ? fchown(descriptor.rawValue, owned ? user.userID : geteuid(), user.groupID) == 0
                && fchmod(descriptor.rawValue, 0o750) == 0
            : fchmod(descriptor.rawValue, 0o700) == 0
        guard isOpen else {
            throw Diagnostic(
                "no-server-root", "cannot set the permissions of '\(directory.string)': \(Errno(rawValue: errno))")
        }
    }

    /// The lock appears under its name only when it is taken: another engine, which clears away at this very moment, never finds it free.
    private static func takePrivateLock(_ directory: FilePath) throws(Diagnostic) -> FileDescriptor {
        let nameless = ".\(lockName)"
        let descriptor = try takeLock(directory, nameless)
        let path = directory.appending(lockName)
        guard rename(directory.appending(nameless).string, path.string) == 0 else {
            throw Diagnostic("no-server-root", "cannot make '\(path.string)': \(Errno(rawValue: errno))")
        }
        return descriptor
    }

    private static func takeLock(_ directory: FilePath, _ name: String) throws(Diagnostic) -> FileDescriptor {
        let path = directory.appending(name)
        let descriptor: FileDescriptor
        do {
            descriptor = try FileDescriptor.open(
                path, .readWrite, options: [.create, .noFollow, .closeOnExec], permissions: [.ownerReadWrite])
        } catch {
            throw Diagnostic("no-server-root", "cannot open '\(path.string)': \(error)")
        }
        guard flock(descriptor.rawValue, LOCK_EX | LOCK_NB) == 0 else {
            throw Diagnostic(
                "server-root-in-use", "another Expressway runs with the server root '\(directory.string)'",
                place: "flag --server-root", fix: "end that one, or name another directory")
        }
        return descriptor
    }
}

/// A lock that is let go once: the number of a descriptor that is closed may be somebody else's a moment later. One thread holds a server root.
private final class Lock: @unchecked Sendable {
    private var descriptor: FileDescriptor?

    init(_ descriptor: FileDescriptor) { self.descriptor = descriptor }

    func letGo() {
        try? descriptor?.close()
        descriptor = nil
    }
}
