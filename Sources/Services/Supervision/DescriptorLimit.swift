import Glibc

/// How many files Apache's processes may have open.
public enum DescriptorLimit {
    /// Raises this process's soft limit, which Apache inherits, as far as the hard one lets it.
    ///
    /// Source: getrlimit(2), RLIMIT_NOFILE.
    public static func raise(to wanted: Int) {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(7), &limit) == 0, limit.rlim_cur < UInt(wanted) else { return }
        limit.rlim_cur = min(UInt(wanted), limit.rlim_max)
        setrlimit(__rlimit_resource_t(7), &limit)
    }
}
