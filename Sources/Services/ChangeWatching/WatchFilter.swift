import PathPatterns
import SystemPackage

/// Which directories are worth a look, and which files count.
protocol WatchFilter {
    /// A directory that holds a file of such a name is left out.
    var markers: Set<String> { get }
    func admitsDirectory(_ path: FilePath) -> Bool
    func counts(_ path: FilePath) -> Bool
    /// Whether it could count one day, without an edit of any rule.
    func mayCount(_ path: FilePath) -> Bool
    /// Whether a file of this name may say what is admitted and counts.
    func isRule(_ name: String) -> Bool
    /// Such a file has changed, or may have.
    func forgetRules()
}

/// By names alone: for directories that somebody named because all of their files of some kind are read.
struct PlainFilter: WatchFilter {
    let pattern: ReloadPattern
    let ignored: IgnoredPaths
    let excluded: [PathPattern]

    var markers: Set<String> { ignored.markers }

    func admitsDirectory(_ path: FilePath) -> Bool { !ignored.ignoresDirectory(path) && !excluded.cover(path) }

    func counts(_ path: FilePath) -> Bool {
        guard let name = path.lastComponent?.string else { return false }
        return pattern.matches(name) && !ignored.ignoresFile(name) && !excluded.cover(path)
    }

    func mayCount(_ path: FilePath) -> Bool { counts(path) }
    func isRule(_ name: String) -> Bool { false }
    func forgetRules() {}
}
