public import ChangeWatching
public import SystemPackage

extension SupervisionPlan {
    /// How pages in browsers learn that they are old.
    public struct LiveReload: Sendable, Hashable {
        /// Where Apache asks on behalf of the pages. Made here.
        public var socket: FilePath
        /// As root: the run user, whose processes connect. nil: the engine's own user.
        public var owner: ReportOwner?
        /// Files that pages show and no process keeps.
        public var rules: WatchRules

        public init(socket: FilePath, owner: ReportOwner? = nil, rules: WatchRules) {
            self.socket = socket
            self.owner = owner
            self.rules = rules
        }
    }
}
