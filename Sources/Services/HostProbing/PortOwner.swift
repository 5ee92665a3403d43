import FileReading
import Glibc
import SystemPackage

/// Who listens on a port.
enum PortOwner {
    /// - Returns: `'apache2' (PID 4711)`; nil where /proc does not tell this user.
    static func of(port: Int) -> String? {
        let inodes = ["/proc/net/tcp", "/proc/net/tcp6"].flatMap { listeningInodes(FilePath($0), port) }
        guard !inodes.isEmpty else { return nil }
        let wanted = Set(inodes.map { "socket:[\($0)]" })
        let owner = FileSystemFacts.names(in: "/proc").compactMap { Int32($0) }.sorted().first { holds($0, wanted) }
        return owner.map { "'\(name(of: $0))' (PID \($0))" }
    }

    /// Source: proc(5), /proc/net/tcp: local address and port in hexadecimal, state 0A is LISTEN, the tenth field the inode.
    private static func listeningInodes(_ table: FilePath, _ port: Int) -> [String] {
        let text = String(decoding: FileSystemFacts.contents(of: table) ?? [], as: UTF8.self)
        return text.split(separator: "\n").dropFirst().compactMap { line in
            let fields = line.split(separator: " ")
            guard fields.count > 9, fields[3] == "0A", let hexadecimal = fields[1].split(separator: ":").last,
                Int(hexadecimal, radix: 16) == port
            else { return nil }
            return String(fields[9])
        }
    }

    private static func name(of processID: Int32) -> String {
        let bytes = FileSystemFacts.contents(of: FilePath("/proc/\(processID)/comm")) ?? []
        return String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
    }

    private static func holds(_ processID: Int32, _ sockets: Set<String>) -> Bool {
        let directory = "/proc/\(processID)/fd"
        var buffer = [CChar](repeating: 0, count: 64)
        return FileSystemFacts.names(in: FilePath(directory)).contains { name in
            let count = readlink("\(directory)/\(name)", &buffer, buffer.count)
            return count > 0
                && sockets.contains(String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self))
        }
    }
}
