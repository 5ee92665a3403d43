import ChangeWatching
import HostFacts
import ServerPlanning
import Supervision
import SystemPackage

extension ServingRun {
    /// Where Apache serves files itself, pages change with them; not where the application keeps what was uploaded.
    var liveReload: SupervisionPlan.LiveReload? {
        let plan = prepared.plan
        guard let live = plan.liveReload else { return nil }
        var ignored = IgnoredPaths.development
        var roots = live.directories
        if let documentRoot = plan.documentRoot { roots.append(documentRoot.lexicallyNormalized()) }
        for alias in plan.aliases where alias.isDirectory {
            let directory = alias.target.lexicallyNormalized()
            if case .django(let settings) = alias.source, settings.contains("MEDIA_ROOT") {
                ignored.places.insert(directory)
            } else if !roots.contains(where: { directory.starts(with: $0) }) {
                roots.append(directory)
            }
        }
        ignored.places.insert(plan.serverRoot)
        ignored.places.formUnion(plan.debugging.directories.map { $0.lexicallyNormalized() })
        if case .directory(let directory) = plan.logs.destination { ignored.places.insert(directory) }
        return .init(
            socket: live.socket,
            owner: plan.user.isSwitchedTo ? .init(user: plan.user.userID, group: plan.user.groupID) : nil,
            roots: roots, ignored: ignored)
    }
}
