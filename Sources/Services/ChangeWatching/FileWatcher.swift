import CProcess
import Glibc
public import SystemPackage

/// Watches single files, whether they are there yet or not: their directories are watched, nothing below. A class: it owns the descriptor.
/// Not for several threads.
public final class FileWatcher {
    /// Readable when there are changes.
    public let descriptor: Int32
    private var files: Set<FilePath> = []
    private var directories: [Int32: FilePath] = [:]

    /// - Throws: `unavailable` when the kernel gives no inotify instance.
    public init(_ files: [FilePath]) throws(ChangeWatcherError) {
        let descriptor = expressway_watch_open()
        guard descriptor >= 0 else { throw .unavailable(Errno(rawValue: -descriptor)) }
        self.descriptor = descriptor
        watch(files)
    }

    deinit { close(descriptor) }

    /// Adds files; those that are watched already stay.
    public func watch(_ more: [FilePath]) {
        for file in more.map({ $0.lexicallyNormalized() }) where files.insert(file).inserted {
            let directory = file.removingLastComponent()
            guard !directories.values.contains(directory) else { continue }
            let watch = directory.withPlatformString { expressway_watch_add(descriptor, $0, 1) }
            if watch >= 0 { directories[watch] = directory }
        }
    }

    /// What happened since the last call, without waiting.
    public func readChanges() -> [Change] {
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
        guard let path = directories[event.watch]?.appending(event.name), files.contains(path) else { return nil }
        if event.has(IN_DELETE) || event.has(IN_MOVED_FROM) { return Change(path: path, kind: .deleted) }
        if event.has(IN_MOVED_TO) { return Change(path: path, kind: .created) }
        return event.has(IN_CLOSE_WRITE) ? Change(path: path, kind: .modified) : nil
    }
}
