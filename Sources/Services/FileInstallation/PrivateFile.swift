import Diagnostics
import Glibc
import SystemPackage

/// Writes files that nobody else can read or put a link in front of.
enum PrivateFile {
    /// Writes beside the target, then renames over it, so that nobody sees half a file.
    ///
    /// - Parameter group: who else may read; nil for nobody.
    static func write(_ bytes: [UInt8], to path: FilePath, mode: mode_t, group: gid_t?) throws(Diagnostic) {
        let aside = path.removingLastComponent().appending(".\(path.lastComponent?.string ?? "file").\(getpid())")
        unlink(aside.string)
        do {
            let descriptor = try FileDescriptor.open(
                aside, .writeOnly, options: [.create, .exclusiveCreate, .noFollow, .closeOnExec],
                permissions: [.ownerReadWrite])
            try descriptor.closeAfter {
                _ = try descriptor.writeAll(bytes)
                if let group, fchown(descriptor.rawValue, geteuid(), group) != 0 { throw Errno(rawValue: errno) }
                guard fchmod(descriptor.rawValue, mode) == 0 else { throw Errno(rawValue: errno) }
            }
            guard rename(aside.string, path.string) == 0 else { throw Errno(rawValue: errno) }
        } catch {
            unlink(aside.string)
            throw Diagnostic("cannot-write", "cannot write '\(path.string)': \(error)")
        }
    }
}
