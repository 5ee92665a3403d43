import ChangeWatching
import HostFacts
import ServerPlanning
import Supervision
import SystemPackage

extension ServingRun {
    /// Nil where no page follows.
    var liveReload: SupervisionPlan.LiveReload? {
        let plan = prepared.plan
        guard let live = plan.liveReload, let reload = plan.reload else { return nil }
        return .init(
            socket: live.socket,
            owner: plan.user.isSwitchedTo ? .init(user: plan.user.userID, group: plan.user.groupID) : nil,
            rules: plan.watchRulesOfPages(reload))
    }
}

extension ServerPlan {
    /// The project, and what Apache serves itself; not where the application keeps what was uploaded. What tools make out of style sheets and scripts is often
    /// left out of Git, and pages show it.
    fileprivate func watchRulesOfPages(_ reload: ReloadPlan) -> WatchRules {
        var rules = watchRules(reload)
        rules.sources = .pages
        rules.added = []
        rules.heedsGit = false
        let uploads = aliases.filter { $0.source == .django("MEDIA_URL, MEDIA_ROOT") }
        let served =
            aliases.filter { $0.isDirectory && !uploads.contains($0) }.map(\.target) + [documentRoot].compactMap { $0 }
        for directory in served.map({ $0.lexicallyNormalized() }) {
            rules.ignored.places.remove(directory)
            if !rules.roots.contains(where: { directory.starts(with: $0) }) { rules.roots.append(directory) }
        }
        return rules
    }
}
