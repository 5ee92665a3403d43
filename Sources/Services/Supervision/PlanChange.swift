public import ChangeWatching

/// What an edit of the files behind the plan means for the server that runs.
public enum PlanChange: Sendable, Hashable {
    /// Nothing, or nothing that can be used.
    case none
    /// Apache and its processes go on.
    case adjusts(Adjustment)
    /// Apache goes on; its daemon processes are to load what lies in the server root by now.
    case renewsProcesses([Change], Adjustment? = nil)
    /// Apache is to read anew what lies in the server root by now. No connection is refused meanwhile.
    case restartsGracefully([Change], Adjustment)
    /// This server ends, and its supervision with `SupervisionOutcome.replaced`.
    case replacesServer

    /// What the supervision goes by from then on.
    public struct Adjustment: Sendable, Hashable {
        public let processes: Int
        /// Nil where nothing is watched, now as before.
        public let rules: WatchRules?
        /// Nil where no page follows, now as before.
        public let rulesOfPages: WatchRules?

        public init(processes: Int, rules: WatchRules?, rulesOfPages: WatchRules? = nil) {
            self.processes = processes
            self.rules = rules
            self.rulesOfPages = rulesOfPages
        }
    }

    var adjustment: Adjustment? {
        switch self {
        case .none, .replacesServer: nil
        case .adjusts(let adjustment), .restartsGracefully(_, let adjustment): adjustment
        case .renewsProcesses(_, let adjustment): adjustment
        }
    }
}
