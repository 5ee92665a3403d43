import ChangeWatching
import HostFacts
import ServerPlanning
import Supervision
import SystemPackage

extension ServerPlan {
    /// How pages learn that they are old; nil where none follows.
    var pagesThatFollow: SupervisionPlan.LiveReload? {
        guard let liveReload, let reload else { return nil }
        return .init(
            socket: liveReload.socket,
            owner: user.isSwitchedTo ? .init(user: user.userID, group: user.groupID) : nil,
            rules: watchRulesOfPages(reload))
    }

    /// The project, and what Apache serves itself; not where the application keeps what was uploaded. What tools make out of style sheets and scripts is often
    /// left out of Git, and pages show it.
    private func watchRulesOfPages(_ reload: ReloadPlan) -> WatchRules {
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
