public import SystemPackage

/// Why a watcher cannot start.
public enum ChangeWatcherError: Error, Hashable {
    /// The kernel gave no inotify instance: `error` is EMFILE when `fs.inotify.max_user_instances` is exhausted.
    case unavailable(Errno)
}

/// What a person should know of how files are watched.
public enum WatchProblem: Sendable, Hashable, CustomStringConvertible {
    /// The user's watches are used up: all is polled. `unwatched` is the first directory that got none.
    case limitReached(watched: Int, unwatched: FilePath)
    case unreadable(FilePath, Errno)
    /// `fs.inotify.max_user_instances` is exhausted, or inotify is not there: all is polled.
    case unavailable
    /// The application writes the file whenever it is loaded.
    case selfMade(FilePath)
    /// The directory is polled.
    case remote(FilePath, fileSystem: String)

    public var description: String {
        switch self {
        case .limitReached(let watched, let unwatched):
            "Changes are looked for twice a second: the kernel's limit fs.inotify.max_user_watches is reached after "
                + "\(watched) directories, at '\(unwatched)'; raise it with: sudo sysctl fs.inotify.max_user_watches=524288"
        case .unreadable(let path, let error):
            "'\(path)' is not watched: \(error)"
        case .unavailable:
            "Changes are looked for twice a second: the kernel gives no inotify instance (its limit is "
                + "fs.inotify.max_user_instances; raise it with: sudo sysctl fs.inotify.max_user_instances=1024)"
        case .selfMade(let path):
            "'\(path)' changes whenever the application is loaded: its changes do not count any more. Say so with "
                + "'ignore', or let Git ignore it"
        case .remote(let path, let fileSystem):
            "Changes below '\(path)' are looked for twice a second: the file system (\(fileSystem)) does not tell of them"
        }
    }
}
