public import Diagnostics
import FileReading
import Glibc
public import SystemPackage

/// Puts a new text in a file's place: whole, or not at all.
public enum ProfileFileWriter {
    /// Links are followed, and mode and owner stay as they are; a new file has the mode that the user's mask leaves.
    ///
    /// - Throws: a finding that names the file.
    public static func write(_ bytes: [UInt8], to path: FilePath) throws(Diagnostic) {
        let target = FileSystemFacts.resolved(path) ?? path
        let fresh = FilePath(target.string + ".new-\(getpid())")
        do {
            let descriptor = try FileDescriptor.open(
                fresh, .writeOnly, options: [.create, .exclusiveCreate, .noFollow, .closeOnExec],
                permissions: FilePermissions(rawValue: 0o666))
            do {
                try descriptor.closeAfter {
                    try keepOwnerAndMode(of: target, descriptor)
                    try descriptor.writeAll(bytes)
                }
                guard rename(fresh.string, target.string) == 0 else { throw Errno(rawValue: errno) }
            } catch {
                unlink(fresh.string)
                throw error
            }
        } catch {
            throw Diagnostic("cannot-write", "'\(path.string)' cannot be written: \(error)")
        }
    }

    private static func keepOwnerAndMode(of target: FilePath, _ descriptor: FileDescriptor) throws {
        var status = stat()
        guard stat(target.string, &status) == 0 else { return }
        // As another user one may write a file without owning it; the owner then changes, as with most editors.
        _ = fchown(descriptor.rawValue, status.st_uid, status.st_gid)
        guard fchmod(descriptor.rawValue, status.st_mode & 0o7777) == 0 else { throw Errno(rawValue: errno) }
    }
}
