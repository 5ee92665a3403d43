import CProcess
import Glibc
public import SystemPackage

/// Watches single files, whether they are there yet or not: their directories are watched, nothing below. Where the kernel does not tell of a directory's
/// changes, its files are looked at from time to time. A class: it owns the descriptor. Not for several threads.
public final class FileWatcher {
    public typealias Instant = ContinuousClock.Instant

    /// Readable when there are changes; nil where nothing is told.
    public let descriptor: Int32?
    /// When `readChanges` wants to be called though nothing is readable; nil: never.
    public private(set) var nextLook: Instant?
    private let remote: RemoteFileSystems
    private var files: Set<FilePath> = []
    private var directories: [Int32: FilePath] = [:]
    private var watched: Set<FilePath> = []
    private var polled: [FilePath: FileSignature?] = [:]
    /// Directories from which a file was removed, and how often they are still looked at: the kernel does not tell of the end of a directory that is the
    /// working directory of a process.
    private var doubtful: [FilePath: Int] = [:]

    private static let pause: Duration = .milliseconds(400)

    /// - Parameter polls: whether to look at all files from time to time.
    public convenience init(_ files: [FilePath], polls: Bool = false) {
        self.init(files, polls: polls, remote: .known)
    }

    init(_ files: [FilePath], polls: Bool, remote: RemoteFileSystems) {
        let opened = polls ? -1 : expressway_watch_open()
        descriptor = opened >= 0 ? opened : nil
        self.remote = remote
        watch(files)
    }

    deinit { if let descriptor { close(descriptor) } }

    /// Adds files; those that are watched already stay.
    public func watch(_ more: [FilePath]) {
        for file in more.map({ $0.lexicallyNormalized() }) where files.insert(file).inserted {
            if !watchDirectory(file.removingLastComponent()) { polled[file] = .some(FileSignature(file)) }
        }
        if !polled.isEmpty, nextLook == nil { nextLook = .now.advanced(by: Self.pause) }
    }

    /// Whether its changes are told.
    private func watchDirectory(_ directory: FilePath) -> Bool {
        guard let descriptor, remote.name(for: directory) == nil else { return false }
        if watched.contains(directory) { return true }
        let watch = directory.withPlatformString { expressway_watch_add(descriptor, $0, 1) }
        guard watch >= 0 else { return false }
        directories[watch] = directory
        watched.insert(directory)
        return true
    }

    /// What happened since the last call, without waiting.
    public func readChanges(at instant: Instant = .now) -> [Change] { told() + found(at: instant) }

    private func found(at instant: Instant) -> [Change] {
        guard let nextLook, instant >= nextLook else { return [] }
        self.nextLook = instant.advanced(by: Self.pause)
        lookAtDoubtfulDirectories()
        var changes: [Change] = []
        for (file, before) in polled.sorted(by: { $0.key.string < $1.key.string }) {
            // The watch comes before the look: what happens between the two is then seen twice, not never.
            let isTold = watchDirectory(file.removingLastComponent())
            let now = FileSignature(file)
            if isTold { polled[file] = nil }
            guard now != before else { continue }
            if !isTold { polled[file] = .some(now) }
            changes.append(Change(path: file, kind: now == nil ? .deleted : before == nil ? .created : .modified))
        }
        if polled.isEmpty, doubtful.isEmpty { self.nextLook = nil }
        return changes
    }

    private func told() -> [Change] {
        guard let descriptor else { return [] }
        var changes: [Change] = []
        withUnsafeTemporaryAllocation(byteCount: 16 * 1024, alignment: 8) { buffer in
            for _ in 0..<16 {
                let count = expressway_read(descriptor, buffer.baseAddress, buffer.count)
                guard count > 0 else { return }
                for event in WatchEvent.all(in: UnsafeRawBufferPointer(rebasing: buffer[..<count])) {
                    if let change = change(event) { changes.append(change) }
                }
            }
        }
        return changes
    }

    private func change(_ event: WatchEvent) -> Change? {
        if event.has(IN_Q_OVERFLOW) {
            return files.min { $0.string < $1.string }.map { Change(path: $0, kind: .modified) }
        }
        if event.has(IN_MOVE_SELF) || event.has(IN_IGNORED) {
            lose(event.watch)
            return nil
        }
        guard let path = directories[event.watch]?.appending(event.name), files.contains(path) else { return nil }
        if event.has(IN_DELETE) {
            doubtful[path.removingLastComponent()] = Self.looksAtDoubtful
            if nextLook == nil { nextLook = .now.advanced(by: Self.pause) }
        }
        if event.has(IN_DELETE) || event.has(IN_MOVED_FROM) { return Change(path: path, kind: .deleted) }
        if event.has(IN_MOVED_TO) { return Change(path: path, kind: .created) }
        return event.has(IN_CLOSE_WRITE) ? Change(path: path, kind: .modified) : nil
    }

    /// Another directory that has the name has another watch.
    private func lookAtDoubtfulDirectories() {
        guard let descriptor else { return }
        for (directory, looks) in doubtful {
            doubtful[directory] = looks > 1 ? looks - 1 : nil
            let watch = directory.withPlatformString { expressway_watch_add(descriptor, $0, 1) }
            guard directories[watch] != directory, let old = directories.first(where: { $0.value == directory })?.key
            else { continue }
            if watch >= 0, directories[watch] == nil { _ = expressway_watch_remove(descriptor, watch) }
            lose(old)
        }
    }

    private static let looksAtDoubtful = 3

    /// Nothing tells of a directory that has gone, nor of one that takes its place.
    private func lose(_ watch: Int32) {
        guard let descriptor, let directory = directories.removeValue(forKey: watch) else { return }
        _ = expressway_watch_remove(descriptor, watch)
        watched.remove(directory)
        doubtful[directory] = nil
        for file in files where file.removingLastComponent() == directory { polled[file] = .some(nil) }
        nextLook = .now
    }
}
