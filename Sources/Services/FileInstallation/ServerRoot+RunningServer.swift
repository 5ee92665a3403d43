public import Diagnostics
import FileReading
import Glibc
public import SystemPackage

extension ServerRoot {
    /// Looks whether an Apache serves from here that no engine has started, but `apachectl`: its files must not be changed under it.
    ///
    /// - Throws: a finding that names its process.
    public func refuseRunningServer(pidFile: FilePath, configuration: FilePath) throws(Diagnostic) {
        guard !isPrivate, let process = Self.number(in: pidFile) else { return }
        if Self.commandLine(of: process).contains(configuration.string) {
            throw Diagnostic(
                "server-root-in-use", "Apache (PID \(process)) serves from the server root '\(path.string)' already",
                place: "flag --server-root",
                fix: "stop it with '\(path.appending("apachectl").string) stop', or name another directory")
        }
        // Somebody else has the number by now, and Apache would take them for itself.
        if pidFile.removingLastComponent() == path { unlink(pidFile.string) }
    }

    private static func number(in pidFile: FilePath) -> Int32? {
        guard let bytes = FileSystemFacts.contents(of: pidFile) else { return nil }
        let number = Int32(String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self))
        return number.flatMap { $0 > 1 ? $0 : nil }
    }

    /// Source: proc(5), /proc/pid/cmdline.
    private static func commandLine(of process: Int32) -> [String] {
        let bytes = FileSystemFacts.contents(of: FilePath("/proc/\(process)/cmdline")) ?? []
        return bytes.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
    }
}
