import SystemPackage

/// Tells what changes below some directories.
protocol TreeWatcher: AnyObject {
    typealias Instant = ContinuousClock.Instant

    /// Readable when there are changes; nil where nothing is told, and `nextLook` says when to ask.
    var descriptor: Int32? { get }
    /// When `readChanges` wants to be called though nothing is readable; nil: never.
    var nextLook: Instant? { get }
    /// What is not seen. Grows while trees grow.
    var problems: [WatchProblem] { get }

    /// What happened since the last call, without waiting.
    func readChanges(at instant: Instant) -> [Change]
}
