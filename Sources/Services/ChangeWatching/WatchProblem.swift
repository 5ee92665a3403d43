public import SystemPackage

/// Why a watcher cannot start.
public enum ChangeWatcherError: Error, Hashable {
    /// The kernel gave no inotify instance: `error` is EMFILE when `fs.inotify.max_user_instances` is exhausted.
    case unavailable(Errno)
}

/// What a watcher that runs does not see.
public enum WatchProblem: Sendable, Hashable, CustomStringConvertible {
    /// The user's watches are used up. `unwatched` is the first directory that got none.
    case limitReached(watched: Int, unwatched: FilePath)
    case unreadable(FilePath, Errno)
    /// There is no watcher at all: `fs.inotify.max_user_instances` is exhausted, or inotify is not there.
    case unavailable

    public var description: String {
        switch self {
        case .limitReached(let watched, let unwatched):
            "only \(watched) directories are watched, changes below '\(unwatched)' and others are not seen: the kernel's limit "
                + "fs.inotify.max_user_watches is reached; raise it with: sudo sysctl fs.inotify.max_user_watches=524288"
        case .unreadable(let path, let error):
            "'\(path)' is not watched: \(error)"
        case .unavailable:
            "no file is watched: the kernel gives no inotify instance (its limit is fs.inotify.max_user_instances; raise it with: "
                + "sudo sysctl fs.inotify.max_user_instances=1024)"
        }
    }
}
