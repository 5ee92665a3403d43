public import ChangeWatching
public import SystemPackage

extension SupervisionPlan {
    /// How pages in browsers learn that they are old.
    public struct LiveReload: Sendable {
        /// Where Apache asks on behalf of the pages. Made here.
        public var socket: FilePath
        /// As root: the run user, whose processes connect. nil: the engine's own user.
        public var owner: ReportOwner?
        /// Trees with files that pages show and no process keeps.
        public var roots: [FilePath]
        public var ignored: IgnoredPaths

        public init(socket: FilePath, owner: ReportOwner? = nil, roots: [FilePath], ignored: IgnoredPaths) {
            self.socket = socket
            self.owner = owner
            self.roots = roots
            self.ignored = ignored
        }
    }
}
