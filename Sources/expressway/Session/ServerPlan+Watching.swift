import ChangeWatching
import PathPatterns
import ServerPlanning
import SystemPackage

extension ServerPlan {
    /// What is watched for it.
    func watchRules(_ reload: ReloadPlan) -> WatchRules {
        WatchRules(
            roots: reload.directories, sources: sources, ignored: ignoredPaths, added: reload.added,
            excluded: reload.excluded, polls: reload.polls)
    }

    /// Files that are served, uploaded or written by the server itself are no sources.
    private var ignoredPaths: IgnoredPaths {
        var ignored = IgnoredPaths.development
        for alias in aliases where alias.isDirectory {
            if case .django = alias.source { ignored.places.insert(alias.target.lexicallyNormalized()) }
        }
        ignored.places.insert(serverRoot)
        ignored.places.formUnion(debugging.directories.map { $0.lexicallyNormalized() })
        if case .directory(let directory) = logs.destination { ignored.places.insert(directory) }
        return ignored
    }

    /// A script may have any name.
    private var sources: ReloadPattern {
        var pattern = ReloadPattern.development
        if let application, application.kind != .module,
            let name = FilePath(application.entryPoint).lastComponent?.string
        {
            pattern.beginnings.insert(name)
        }
        return pattern
    }
}
