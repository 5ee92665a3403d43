import CProcess
public import Diagnostics
import FileReading
import Glibc
public import HostFacts
public import SystemPackage

/// Finds out whether the run user can reach what the server needs, before anything starts.
public enum AccessProbe {
    /// Something that the WSGI processes read.
    public struct Need: Sendable {
        /// What it is, for the message: `the virtual environment`.
        public let name: String
        public let path: FilePath

        public init(_ name: String, _ path: FilePath) {
            self.name = name
            self.path = path
        }
    }

    /// - Throws: for each need that cannot be met, a finding that names the first directory on the way that the user cannot enter.
    public static func check(_ user: RunUser, _ needs: [Need]) throws(Findings) {
        var findings = Findings()
        var named: Set<String> = []
        for need in needs {
            guard let failure = firstFailure(user, need), named.insert(failure.path).inserted else { continue }
            findings.add(finding(user, need, failure))
        }
        try findings.throwIfErrors()
    }

    private struct Failure {
        let path: String
        let error: Int32
    }

    private static func firstFailure(_ user: RunUser, _ need: Need) -> Failure? {
        // Links on the way are entered where they lead to, too.
        let places = [need.path] + [FileSystemFacts.resolved(need.path)].compactMap { $0 }
        let directories = places.flatMap(ancestors)
        let isDirectory = FileSystemFacts.kind(of: need.path) == .directory
        let paths = directories + [need.path.string]
        let modes = directories.map { _ in Int32(X_OK) } + [Int32(isDirectory ? X_OK : R_OK)]
        var failedIndex: Int32 = 0
        var failedError: Int32 = 0
        let pointers = paths.map { UnsafePointer(strdup($0)) }
        defer { for pointer in pointers { free(UnsafeMutablePointer(mutating: pointer)) } }
        let result = expressway_probe_access(
            user.userID, user.groupID, user.isSwitchedTo ? user.name : nil, pointers, modes, Int32(paths.count),
            &failedIndex,
            &failedError)
        return result == 1 ? Failure(path: paths[Int(failedIndex)], error: failedError) : nil
    }

    private static func ancestors(of path: FilePath) -> [String] {
        var result: [String] = []
        var directory = path.removingLastComponent()
        while !directory.components.isEmpty {
            result.append(directory.string)
            directory = directory.removingLastComponent()
        }
        return result.reversed()
    }

    private static func finding(_ user: RunUser, _ need: Need, _ failure: Failure) -> Diagnostic {
        if failure.error == ENOENT {
            return Diagnostic("missing", "\(need.name) '\(need.path.string)' does not exist")
        }
        let path = FilePath(failure.path)
        let isDirectory = FileSystemFacts.kind(of: path) == .directory
        let mode = FileSystemFacts.mode(of: path).map { " (mode 0\(String($0, radix: 8)))" } ?? ""
        let deed = isDirectory ? "enter '\(failure.path)'" : "read '\(failure.path)'"
        let way = failure.path == need.path.string ? "" : ", on the way to \(need.name) '\(need.path.string)'"
        var notes = ["the WSGI processes run as '\(user.name)' (\(user.reason))"]
        if user.isSwitchedTo { notes.append("Apache does not run them as root; '--user' names another user") }
        return Diagnostic(
            "unreadable", "the run user '\(user.name)' cannot \(deed)\(mode)\(way)", notes: notes,
            fix: isDirectory
                ? "move it to a place that others can enter, or allow it: chmod o+x '\(failure.path)'"
                : "allow it: chmod o+r '\(failure.path)'")
    }
}
