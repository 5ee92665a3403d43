import ChangeWatching
import FileReading
import Glibc
import SystemPackage

/// Watches what the application has loaded from elsewhere, and the templates that it keeps. A class: it owns the watchers. Not for several threads.
final class LoadedWatchers {
    private let roots: [FilePath]
    private var sources: FileWatcher?
    private var directories: ChangeWatcher?
    private var known: Set<FilePath> = []

    /// - Parameter roots: of the project, which is watched already.
    init(besides roots: [FilePath]) { self.roots = roots }

    var descriptors: [Int32] { [sources?.descriptor, directories?.descriptor].compactMap { $0 } }

    func follow(_ loaded: LoadedApplication) {
        let outside = loaded.sources.filter { source in !roots.contains { source.starts(with: $0) } }
        if !outside.isEmpty {
            if sources == nil { sources = try? FileWatcher([]) }
            sources?.watch(outside)
        }
        let new = known.union(loaded.cachedTemplates + loaded.locales)
        guard new != known else { return }
        known = new
        directories = try? ChangeWatcher(roots: new.sorted { $0.string < $1.string }, matching: .everything)
    }

    /// What happened since the last call, without waiting.
    func readChanges() -> [Change] {
        (sources?.readChanges() ?? []) + (directories?.readChanges() ?? [])
    }
}

extension SupervisionPlan.StandbyPlaces {
    /// What the file of this name says; nil where it is no regular file of a reasonable size.
    func loadedApplication(_ name: String) -> LoadedApplication? {
        guard !name.contains("/") else { return nil }
        let flags: FileDescriptor.OpenOptions = [.noFollow, .nonBlocking, .closeOnExec]
        guard let file = try? FileDescriptor.open(directory.appending(name), .readOnly, options: flags) else {
            return nil
        }
        var status = stat()
        guard fstat(file.rawValue, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
            status.st_size <= LoadedApplication.longestDocument
        else {
            try? file.close()
            return nil
        }
        return FileSystemFacts.contents(of: file).flatMap { LoadedApplication(document: $0) }
    }
}
