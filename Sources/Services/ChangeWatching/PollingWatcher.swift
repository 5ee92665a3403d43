import Glibc
import SystemPackage

/// Watches directory trees by looking at every file from time to time. A class: it remembers what it saw. Not for several threads.
final class PollingWatcher: TreeWatcher {
    let descriptor: Int32? = nil
    let problems: [WatchProblem] = []
    private(set) var nextLook: Instant?

    private let roots: [FilePath]
    private let filter: any WatchFilter
    private var seen: [FilePath: FileSignature]

    /// From the end of one look to the next; longer where a look takes long, so that it costs at most a twentieth of one processor.
    private static let pause: Duration = .milliseconds(400)
    private static let pausePerLook = 20

    init(roots: [FilePath], filter: any WatchFilter) {
        self.roots = roots.map { $0.lexicallyNormalized() }
        self.filter = filter
        seen = [:]
        seen = look()
    }

    func readChanges(at instant: Instant) -> [Change] {
        guard let nextLook, instant >= nextLook else { return [] }
        let before = seen
        seen = look()
        let changes =
            seen.compactMap { path, signature in
                before[path] == signature
                    ? nil : Change(path: path, kind: before[path] == nil ? .created : .modified)
            } + before.keys.filter { seen[$0] == nil }.map { Change(path: $0, kind: .deleted) }
        return changes.filter { filter.counts($0.path) }.sorted { $0.path.string < $1.path.string }
    }

    private func look() -> [FilePath: FileSignature] {
        let began = Instant.now
        filter.forgetRules()
        var found: [FilePath: FileSignature] = [:]
        var pending = roots
        while let directory = pending.popLast() {
            guard let listing = try? DirectoryListing(of: directory) else { continue }
            if !roots.contains(directory), listing.others.contains(where: filter.markers.contains) { continue }
            for file in listing.others.map({ directory.appending($0) }) where filter.mayCount(file) {
                found[file] = FileSignature(file)
            }
            pending += listing.directories.map { directory.appending($0) }.filter(filter.admitsDirectory)
        }
        let end = Instant.now
        nextLook = end.advanced(by: max(Self.pause, (end - began) * Self.pausePerLook))
        return found
    }
}
