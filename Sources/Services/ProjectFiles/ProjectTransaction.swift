public import Diagnostics
import FileReading
import Glibc
public import SystemPackage

/// Changes several files of a project: all of them, or none.
///
/// Everything is written aside first, in the project's own file system, where a disk that fills hurts nothing. Then each file is moved to its place, and
/// where one cannot be, those before it go back. Signals that would end the program wait for that long.
public struct ProjectTransaction {
    private let directory: FilePath
    private let aside: FilePath
    /// What undoes the steps so far, in their order.
    private var undoing: [() -> Void] = []

    /// - Parameter directory: the project's, absolute; it need not be there.
    /// - Throws: a finding where something cannot be written; the project is as it was.
    public static func apply(_ changes: [FileChange], in directory: FilePath) throws(Diagnostic) {
        var signals = sigset_t()
        var before = sigset_t()
        sigemptyset(&signals)
        for signal in [SIGINT, SIGTERM, SIGHUP, SIGQUIT] { sigaddset(&signals, signal) }
        pthread_sigmask(SIG_BLOCK, &signals, &before)
        defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
        var transaction = ProjectTransaction(directory)
        do {
            try transaction.run(changes)
        } catch {
            for step in transaction.undoing.reversed() { step() }
            throw error
        }
    }

    private init(_ directory: FilePath) {
        self.directory = directory
        aside = directory.appending(".expressway-aside-\(getpid())")
    }

    private mutating func run(_ changes: [FileChange]) throws(Diagnostic) {
        try makeDirectories(to: directory)
        try makeDirectory(aside, mode: 0o700)
        for (index, change) in changes.enumerated() {
            guard let bytes = change.bytes else { continue }
            try write(bytes, to: fresh(index), like: directory.appending(change.path), mode: change.mode)
        }
        for (index, change) in changes.enumerated() { try place(change, index) }
        for index in changes.indices {
            unlink(fresh(index).string)
            unlink(old(index).string)
        }
        rmdir(aside.string)
    }

    private func fresh(_ index: Int) -> FilePath { aside.appending("new-\(index)") }
    private func old(_ index: Int) -> FilePath { aside.appending("old-\(index)") }

    private mutating func place(_ change: FileChange, _ index: Int) throws(Diagnostic) {
        let path = directory.appending(change.path)
        try makeDirectories(to: path.removingLastComponent())
        // A link within the project stays one.
        let target = FileSystemFacts.resolved(path) ?? path
        let (fresh, old) = (fresh(index).string, old(index).string)
        guard FileSystemFacts.exists(target) else {
            guard change.bytes != nil else { return }
            // A link, unlike a renaming, never takes the place of what somebody else has put there meanwhile.
            guard link(fresh, target.string) == 0 || Self.isWithoutLinks && rename(fresh, target.string) == 0 else {
                throw Self.failed(target)
            }
            undoing.append { unlink(target.string) }
            return
        }
        let isKept = change.bytes != nil && link(target.string, old) == 0
        guard isKept || rename(target.string, old) == 0 else { throw Self.failed(target) }
        undoing.append {
            _ = rename(old, target.string)
            // Of two names of the same file, a renaming leaves both.
            unlink(old)
        }
        guard change.bytes == nil || rename(fresh, target.string) == 0 else { throw Self.failed(target) }
    }

    /// Whether a link has just failed because the file system knows none.
    private static var isWithoutLinks: Bool { [EPERM, EOPNOTSUPP, ENOSYS].contains(errno) }

    private mutating func write(_ bytes: [UInt8], to path: FilePath, like target: FilePath, mode: UInt32)
        throws(Diagnostic)
    {
        do {
            let descriptor = try FileDescriptor.open(
                path, .writeOnly, options: [.create, .exclusiveCreate, .noFollow, .closeOnExec],
                permissions: FilePermissions(rawValue: mode))
            undoing.append { unlink(path.string) }
            try descriptor.closeAfter {
                try descriptor.writeAll(bytes)
                var status = stat()
                if stat(target.string, &status) == 0 {
                    _ = fchown(descriptor.rawValue, status.st_uid, status.st_gid)
                    guard fchmod(descriptor.rawValue, status.st_mode & 0o7777) == 0 else {
                        throw Errno(rawValue: errno)
                    }
                } else {
                    giveToOwner(descriptor.rawValue)
                }
            }
        } catch {
            let reason = (error as? Errno).map(String.init(describing:)) ?? "\(error)"
            throw Diagnostic("cannot-write", "'\(target.string)' cannot be written: \(reason)", notes: [Self.nothing])
        }
    }

    /// What root makes in somebody's directory is theirs.
    private func giveToOwner(_ descriptor: Int32) {
        guard geteuid() == 0, let owner = owner else { return }
        _ = fchown(descriptor, owner.user, owner.group)
    }

    private var owner: (user: uid_t, group: gid_t)? {
        var path = directory
        var status = stat()
        while stat(path.string, &status) != 0 {
            guard !path.components.isEmpty else { return nil }
            path = path.removingLastComponent()
        }
        return (status.st_uid, status.st_gid)
    }

    private mutating func makeDirectories(to path: FilePath) throws(Diagnostic) {
        var missing: [FilePath] = []
        var rest = path
        while !FileSystemFacts.exists(rest), !rest.components.isEmpty {
            missing.append(rest)
            rest = rest.removingLastComponent()
        }
        guard FileSystemFacts.kind(of: rest) == .directory else {
            throw Diagnostic(
                "cannot-write", "'\(rest.string)' is in the way: it is no directory", notes: [Self.nothing])
        }
        for directory in missing.reversed() { try makeDirectory(directory, mode: 0o777) }
    }

    private mutating func makeDirectory(_ path: FilePath, mode: mode_t) throws(Diagnostic) {
        let owner = geteuid() == 0 ? self.owner : nil
        guard mkdir(path.string, mode) == 0 else { throw Self.failed(path) }
        if let owner { _ = lchown(path.string, owner.user, owner.group) }
        undoing.append { rmdir(path.string) }
    }

    private static let nothing = "nothing was changed"

    private static func failed(_ path: FilePath) -> Diagnostic {
        Diagnostic(
            "cannot-write", "'\(path.string)' cannot be written: \(Errno(rawValue: errno))", notes: [nothing])
    }
}
