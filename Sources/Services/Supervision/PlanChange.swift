public import ChangeWatching

/// What an edit of the files behind the plan means for the server that runs.
public enum PlanChange: Sendable, Hashable {
    /// Nothing, or nothing that can be used.
    case none
    /// Apache goes on; its daemon processes are to load what lies in the server root by now.
    case renewsProcesses([Change])
    /// This server ends, and its supervision with `SupervisionOutcome.replaced`.
    case replacesServer
}
