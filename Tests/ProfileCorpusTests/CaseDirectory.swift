import Foundation
import Glibc
import TestSupport

/// The files of a case, in a directory of their own.
struct CaseDirectory {
    private let scratch: ScratchDirectory

    var project: String { "\(scratch.path)/project" }
    var packages: String { "\(scratch.path)/site-packages" }

    /// Paths as the corpus shows them.
    func shown(_ text: String) -> String {
        text.replacingOccurrences(of: scratch.path, with: "/srv")
    }

    private static let others = ["environment", "command", "directory"]

    init(_ sections: [CorpusCase.Section]) throws {
        scratch = try ScratchDirectory()
        // The user of the unreadable file must be able to come near it.
        chmod(scratch.path, 0o755)
        try FileManager.default.createDirectory(atPath: project, withIntermediateDirectories: true)
        for section in sections where !Self.others.contains(section.name) { try make(section) }
    }

    private func make(_ section: CorpusCase.Section) throws {
        let inPackage = section.name.hasPrefix("package ")
        let path = inPackage ? "\(packages)/\(section.name.dropFirst(8))" : "\(project)/\(section.name)"
        try FileManager.default.createDirectory(
            atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
        let words = section.remark?.split(separator: " ").map(String.init) ?? []
        switch (words.first, words.dropFirst().first) {
        case ("directory", nil):
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        case ("FIFO", nil): try check(mkfifo(path, 0o644))
        case ("link", let target?): try check(symlink(target, path))
        case ("sparse", let megabytes?): try makeSparse(path, megabytes: Int(megabytes) ?? 0)
        case ("unreadable", nil):
            try write(Array(section.body.utf8), path)
            try check(chmod(path, 0))
        case ("owner", let user?):
            try write(Array(section.body.utf8), path)
            try check(chown(path, UInt32(user) ?? 0, 0))
            try check(chmod((path as NSString).deletingLastPathComponent, 0o777))
        case (let kind, let count): try write(Self.bytes(section.body, kind, count.flatMap { Int($0) }), path)
        }
    }

    private static func bytes(_ body: String, _ kind: String?, _ count: Int?) throws -> [UInt8] {
        switch kind {
        case nil: Array(body.utf8)
        case "CRLF": Array(body.replacingOccurrences(of: "\n", with: "\r\n").utf8)
        case "escapes": EscapedText.bytes(body)
        case "numbered": numbered(body, count ?? 1)
        case "repeated": Array(String(repeating: String(body.dropLast()), count: count ?? 1).utf8)
        default: throw Unknown(remark: kind ?? "")
        }
    }

    /// Each line with `%n` as often as is said: `%n` is the number, `%m` the one before it.
    private static func numbered(_ body: String, _ count: Int) -> [UInt8] {
        let lines = body.components(separatedBy: "\n").flatMap { line in
            !line.contains("%n")
                ? [line]
                : (1...count).map { number in
                    line.replacingOccurrences(of: "%n", with: "\(number)").replacingOccurrences(
                        of: "%m", with: "\(number - 1)")
                }
        }
        return Array(lines.joined(separator: "\n").utf8)
    }

    private func write(_ bytes: [UInt8], _ path: String) throws {
        try Data(bytes).write(to: URL(fileURLWithPath: path))
    }

    private func makeSparse(_ path: String, megabytes: Int) throws {
        try write([], path)
        try check(truncate(path, megabytes << 20))
    }

    private func check(_ result: Int32) throws {
        guard result == 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
    }

    private struct Unknown: Error {
        let remark: String
    }
}

/// Text in which bytes that no editor shows stand as `\xFF`, `\t`, `\n`, `\r`, and a backslash as `\\`.
enum EscapedText {
    static func bytes(_ text: String) -> [UInt8] {
        var result: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "\\"), let kind = rest.popFirst() else {
                result.append(byte)
                continue
            }
            switch kind {
            case UInt8(ascii: "t"): result.append(9)
            case UInt8(ascii: "n"): result.append(10)
            case UInt8(ascii: "r"): result.append(13)
            case UInt8(ascii: "x"):
                result.append(UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) ?? 0)
                rest = rest.dropFirst(2)
            default: result.append(kind)
            }
        }
        return result
    }
}
