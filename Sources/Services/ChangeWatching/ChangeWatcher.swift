import CProcess
import Glibc
import SystemPackage

/// Watches directory trees with inotify. A class: it owns the descriptor, and the table of its watches. Not for several threads.
final class ChangeWatcher: TreeWatcher {
    private(set) var problems: [WatchProblem] = []
    private(set) var nextLook: Instant?

    private let inotify: Int32
    private let roots: [FilePath]
    private let filter: any WatchFilter
    private let remote: RemoteFileSystems
    private var paths: [Int32: FilePath] = [:]
    private var watches: [FilePath: Int32] = [:]
    private var missing: Set<FilePath> = []
    /// Roots in which something was removed, and how often they are still looked at: the kernel does not tell of the end of a directory that is the
    /// working directory of a process.
    private var doubtful: [FilePath: Int] = [:]
    private var rulesChanged = false

    /// - Throws: `unavailable` when the kernel gives no inotify instance.
    init(
        roots: [FilePath], filter: any WatchFilter, remote: RemoteFileSystems = .known
    ) throws(ChangeWatcherError) {
        let descriptor = expressway_watch_open()
        guard descriptor >= 0 else { throw .unavailable(Errno(rawValue: -descriptor)) }
        inotify = descriptor
        self.roots = roots.map { $0.lexicallyNormalized() }
        self.filter = filter
        self.remote = remote
        for root in self.roots { watchRoot(root) }
        planLook(at: .now)
    }

    deinit { close(inotify) }

    var descriptor: Int32? { inotify }
    var watchedDirectoryCount: Int { paths.count }

    func readChanges(at instant: Instant) -> [Change] {
        var changes: [Change] = []
        if let nextLook, instant >= nextLook { changes += lookAtDoubtfulRoots() + retryMissingRoots() }
        rulesChanged = false
        withUnsafeTemporaryAllocation(byteCount: 64 * 1024, alignment: 8) { buffer in
            // Bounded, so that a tree that never comes to rest does not starve the caller.
            for _ in 0..<16 {
                let count = expressway_read(inotify, buffer.baseAddress, buffer.count)
                guard count > 0 else { return }
                for event in WatchEvent.all(in: UnsafeRawBufferPointer(rebasing: buffer[..<count])) {
                    handle(event, &changes)
                }
            }
        }
        if rulesChanged { changes += lookAnew() }
        planLook(at: instant)
        return changes
    }

    /// Which directories are admitted may have changed.
    private func lookAnew() -> [Change] {
        filter.forgetRules()
        for directory in watches.keys where !roots.contains(directory) && !filter.admitsDirectory(directory) {
            unwatchTree(directory)
        }
        let known = Set(watches.keys)
        return roots.filter { !missing.contains($0) }.flatMap { watchTree($0, isRoot: true) }
            .filter { !known.contains($0.removingLastComponent()) }.map { Change(path: $0, kind: .created) }
    }

    private func retryMissingRoots() -> [Change] {
        missing.sorted { $0.string < $1.string }.compactMap { root in
            watchRoot(root) ? Change(path: root, kind: .rootAppeared) : nil
        }
    }

    /// Another directory that has the name has another watch.
    private func lookAtDoubtfulRoots() -> [Change] {
        var changes: [Change] = []
        for (root, looks) in doubtful.sorted(by: { $0.key.string < $1.key.string }) {
            doubtful[root] = looks > 1 ? looks - 1 : nil
            let watch = root.withPlatformString { expressway_watch_add(inotify, $0, 1) }
            guard watch != watches[root] else { continue }
            handleLoss(of: root, &changes)
            if watch >= 0 { _ = expressway_watch_remove(inotify, watch) }
        }
        return changes
    }

    private static let looksAtDoubtful = 2

    /// Nothing tells of a root that comes back.
    private func planLook(at instant: Instant) {
        let isSoon = doubtful.values.contains(Self.looksAtDoubtful)
        if missing.isEmpty, doubtful.isEmpty {
            nextLook = nil
        } else if isSoon || nextLook.map({ $0 <= instant }) ?? true {
            nextLook = instant.advanced(by: isSoon ? .milliseconds(100) : .seconds(1))
        }
    }

    // MARK: - Events

    private func handle(_ event: WatchEvent, _ changes: inout [Change]) {
        if event.has(IN_Q_OVERFLOW) { return handleOverflow(&changes) }
        guard let directory = paths[event.watch] else { return }
        if event.has(IN_IGNORED) { return forget(event.watch) }
        if event.has(IN_DELETE_SELF) || event.has(IN_MOVE_SELF) {
            return handleLoss(of: directory, &changes)
        }
        if event.has(IN_DELETE), roots.contains(directory) { doubtful[directory] = Self.looksAtDoubtful }
        let path = directory.appending(event.name)
        if event.isDirectory {
            handleDirectory(path, event, &changes)
        } else {
            handleFile(path, event, &changes)
        }
    }

    private func handleFile(_ path: FilePath, _ event: WatchEvent, _ changes: inout [Change]) {
        let appeared = event.has(IN_CREATE) || event.has(IN_MOVED_TO)
        if appeared, filter.markers.contains(event.name), let directory = watchedParent(of: path),
            !roots.contains(directory)
        {
            return unwatchTree(directory)
        }
        if filter.isRule(event.name) { rulesChanged = true }
        guard filter.counts(path) else { return }
        if event.has(IN_DELETE) || event.has(IN_MOVED_FROM) {
            changes.append(Change(path: path, kind: .deleted))
        } else if event.has(IN_MOVED_TO) {
            changes.append(Change(path: path, kind: .created))
        } else if event.has(IN_CLOSE_WRITE) {
            changes.append(Change(path: path, kind: .modified))
        } else if event.has(IN_CREATE), isLink(path) {
            // A file that is created is reported when its writer closes it; a link has no writer.
            changes.append(Change(path: path, kind: .created))
        }
    }

    private func handleDirectory(_ path: FilePath, _ event: WatchEvent, _ changes: inout [Change]) {
        if event.has(IN_CREATE) || event.has(IN_MOVED_TO) {
            guard filter.admitsDirectory(path) else { return }
            for file in watchTree(path, isRoot: false) { changes.append(Change(path: file, kind: .created)) }
        } else if event.has(IN_DELETE) || event.has(IN_MOVED_FROM) {
            guard watches[path] != nil else { return }
            unwatchTree(path)
            changes.append(Change(path: path, kind: .deleted))
        }
    }

    /// A directory below a root is reported by its parent; a root has none that is watched.
    private func handleLoss(of directory: FilePath, _ changes: inout [Change]) {
        guard roots.contains(directory) else { return }
        doubtful[directory] = nil
        unwatchTree(directory)
        missing.insert(directory)
        changes.append(Change(path: directory, kind: .rootVanished))
    }

    private func handleOverflow(_ changes: inout [Change]) {
        for root in roots where !missing.contains(root) {
            _ = watchTree(root, isRoot: true)
            changes.append(Change(path: root, kind: .manyFiles))
        }
    }

    private func isLink(_ path: FilePath) -> Bool {
        var status = stat()
        guard path.withPlatformString({ lstat($0, &status) }) == 0 else { return false }
        return status.st_mode & S_IFMT == S_IFLNK || status.st_nlink > 1
    }

    private func watchedParent(of path: FilePath) -> FilePath? {
        let parent = path.removingLastComponent()
        return watches[parent] == nil ? nil : parent
    }

    // MARK: - Watches

    @discardableResult
    private func watchRoot(_ root: FilePath) -> Bool {
        _ = watchTree(root, isRoot: true)
        let present = watches[root] != nil || isPolled(root)
        if present { missing.remove(root) } else { missing.insert(root) }
        return present
    }

    /// Watches a directory and all below. Returns the files in it that count.
    private func watchTree(_ top: FilePath, isRoot: Bool) -> [FilePath] {
        var found: [FilePath] = []
        var pending = [top]
        while let directory = pending.popLast() {
            // The watch comes before the listing: what is created between the two is then seen twice, not never.
            guard watch(directory, follow: isRoot && directory == top) else { continue }
            guard let listing = try? DirectoryListing(of: directory) else { continue }
            if !roots.contains(directory), listing.others.contains(where: filter.markers.contains) {
                unwatchTree(directory)
                continue
            }
            found += listing.others.map { directory.appending($0) }.filter(filter.counts)
            pending += listing.directories.map { directory.appending($0) }.filter(filter.admitsDirectory)
        }
        return found
    }

    private func watch(_ directory: FilePath, follow: Bool) -> Bool {
        if watches[directory] != nil { return true }
        if let name = remote.name(for: directory) {
            note(.remote(directory, fileSystem: name))
            return false
        }
        let watch = directory.withPlatformString { expressway_watch_add(inotify, $0, follow ? 1 : 0) }
        guard watch >= 0 else {
            note(Errno(rawValue: -watch), for: directory)
            return false
        }
        // The same directory by two names (overlapping roots through a link): the first name stays.
        if paths[watch] == nil { paths[watch] = directory }
        watches[directory] = watch
        return true
    }

    private func note(_ error: Errno, for directory: FilePath) {
        switch error {
        case .noSpace:
            let known = problems.contains { if case .limitReached = $0 { true } else { false } }
            if !known { problems.append(.limitReached(watched: paths.count, unwatched: directory)) }
        case .noSuchFileOrDirectory, .notDirectory, .tooManySymbolicLinkLevels:
            break
        default:
            note(.unreadable(directory, error))
        }
    }

    private func note(_ problem: WatchProblem) {
        if !problems.contains(problem) { problems.append(problem) }
    }

    /// By somebody else, who was told of it.
    private func isPolled(_ directory: FilePath) -> Bool {
        problems.contains { if case .remote(directory, _) = $0 { true } else { false } }
    }

    private func unwatchTree(_ top: FilePath) {
        for (path, watch) in watches where path == top || path.starts(with: top) {
            _ = expressway_watch_remove(inotify, watch)
            watches[path] = nil
            paths[watch] = nil
        }
    }

    private func forget(_ watch: Int32) {
        guard let path = paths.removeValue(forKey: watch) else { return }
        // The path may be watched anew already.
        if watches[path] == watch { watches[path] = nil }
    }
}
