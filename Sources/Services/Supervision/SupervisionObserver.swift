public import ChangeWatching
public import LogPresentation
public import SystemPackage

/// Learns what the supervisor sees, on the supervisor's thread. A call that blocks holds up everything.
public protocol SupervisionObserver: AnyObject {
    func supervisor(noticed notice: SupervisionNotice)
    /// From Apache's error log.
    func supervisor(logged entry: LogEntry)
    /// A line of httpd's standard output: the access log, if the configuration writes it there. Safe for a terminal.
    func supervisor(accessed line: String)
    /// Files behind the plan have changed. Whatever the answer needs is done before it is given.
    func supervisor(sawPlanFilesChange changes: [Change]) -> PlanChange
    /// All files behind the plan, as they are known by now.
    var planFiles: [FilePath] { get }
}

extension SupervisionObserver {
    public func supervisor(sawPlanFilesChange changes: [Change]) -> PlanChange { .none }
    public var planFiles: [FilePath] { [] }
}
