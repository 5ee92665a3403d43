import FileReading
import Glibc
import SystemPackage

/// How many more threads a user may have here.
public enum ThreadAllowanceProbe {
    /// - Returns: the narrowest of the limits that bind; nil where none does.
    public static func probe(user: UInt32) -> Int? {
        [processLimit(user), controlGroupLimit].compactMap { $0 }.min()
    }

    /// Source: getrlimit(2), RLIMIT_NPROC: counts the threads of the real user, and does not bind root.
    private static func processLimit(_ user: UInt32) -> Int? {
        var limit = rlimit()
        guard user != 0, getrlimit(__rlimit_resource_t(6), &limit) == 0, limit.rlim_cur < 1_000_000 else { return nil }
        return max(Int(limit.rlim_cur) - threads(of: user), 0)
    }

    private static func threads(of user: UInt32) -> Int {
        FileSystemFacts.names(in: "/proc").reduce(0) { sum, name in
            guard Int32(name) != nil, FileSystemFacts.owner(of: FilePath("/proc/\(name)")) == user else { return sum }
            return sum + FileSystemFacts.names(in: FilePath("/proc/\(name)/task")).count
        }
    }

    /// Source: the kernel's cgroup-v2 documentation, `pids.max` and `pids.current`. As containers see it, at the root of their own tree.
    private static var controlGroupLimit: Int? {
        guard let most = number(in: "/sys/fs/cgroup/pids.max") else { return nil }
        return max(most - (number(in: "/sys/fs/cgroup/pids.current") ?? 0), 0)
    }

    private static func number(in file: FilePath) -> Int? {
        let bytes = FileSystemFacts.contents(of: file) ?? []
        return Int(String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self))
    }
}
