public import LogPresentation

/// Learns what the supervisor sees, on the supervisor's thread. A call that blocks holds up everything.
public protocol SupervisionObserver: AnyObject {
    func supervisor(noticed notice: SupervisionNotice)
    /// From Apache's error log.
    func supervisor(logged entry: LogEntry)
    /// A line of httpd's standard output: the access log, if the configuration writes it there. Safe for a terminal.
    func supervisor(accessed line: String)
}
