import CProcess
import Foundation
import Testing

@Suite struct ProbeAccessTests {
    private func probe(
        _ paths: [(String, Int32)], user: uid_t = getuid(), group: gid_t = getgid(), name: String? = nil
    ) -> (result: Int32, index: Int32, error: Int32) {
        var index: Int32 = -1
        var error: Int32 = 0
        let copies = paths.map { UnsafePointer<CChar>(strdup($0.0)) }
        let modes = paths.map(\.1)
        let nameCopy = name.map { strdup($0)! }
        let result = expressway_probe_access(
            user, group, nameCopy.map { UnsafePointer($0) }, copies, modes, Int32(paths.count), &index, &error)
        return (result, index, error)
    }

    @Test func `paths that one can reach oneself pass`() {
        #expect(probe([("/", R_OK | X_OK | EXPRESSWAY_PROBE_LIST), ("/etc/passwd", R_OK)]).result == 0)
    }

    @Test func `the first path that is missing is named`() {
        let answer = probe([("/", X_OK), ("/nonexistent", R_OK), ("/nonexistent/too", R_OK)])
        #expect(answer == (1, 1, ENOENT))
    }

    @Test(.enabled(if: getuid() == 0)) func `root learns which directory another user cannot enter`() throws {
        let top = "/tmp/probe-\(UUID().uuidString)"
        let inner = top + "/closed"
        try FileManager.default.createDirectory(atPath: inner, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: top) }
        chmod(top, 0o755)
        chmod(inner, 0o700)
        #expect(probe([(top, X_OK), (inner, X_OK)]).result == 0)
        #expect(probe([(top, X_OK), (inner, X_OK)], user: 65534, group: 65534, name: "nobody") == (1, 1, EACCES))
    }

    @Test(.enabled(if: getuid() == 0))
    func `a directory that can be entered but not listed fails only when listing is asked for`() throws {
        let top = "/tmp/probe-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: top, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: top) }
        chmod(top, 0o711)
        #expect(probe([(top, X_OK)], user: 65534, group: 65534).result == 0)
        #expect(probe([(top, X_OK | EXPRESSWAY_PROBE_LIST)], user: 65534, group: 65534) == (1, 0, EACCES))
    }

    @Test(.enabled(if: getuid() == 0)) func `a user's further groups count`() throws {
        let path = "/tmp/probe-\(UUID().uuidString)"
        _ = FileManager.default.createFile(atPath: path, contents: nil)
        defer { unlink(path) }
        // Group `tty` of nobody: none; as the primary group it is one.
        chown(path, 0, 5)
        chmod(path, 0o640)
        #expect(probe([(path, R_OK)], user: 65534, group: 65534, name: "nobody") == (1, 0, EACCES))
        #expect(probe([(path, R_OK)], user: 65534, group: 5, name: "nobody").result == 0)
    }
}
