public import SystemPackage

/// Gathers changes until they settle: an editor's save is several events, a branch switch is thousands.
public struct ChangeSettler: Sendable {
    public typealias Instant = ContinuousClock.Instant

    /// A batch of a single path is complete when nothing happened for this long: somebody saved a file, and waits.
    public let brief: Duration
    /// A batch of several paths is complete when nothing happened for this long…
    public let quiet: Duration
    /// …or, when there are so many that nobody has typed them, or when a file is gone or empty, which may be the first half of a save, for this long…
    public let long: Duration
    /// …and at the latest this long after its first change, or after its last while whoever makes so many changes is known to be at work.
    public let patience: Duration

    private var changes: [Change] = []
    private var known: Set<Change> = []
    private var paths: Set<FilePath> = []
    /// Files that are gone or empty.
    private var unfinished: Set<FilePath> = []
    private var first: Instant?
    private var last: Instant?
    /// Whoever makes the changes was at work then.
    private var busy: Instant?

    public init(
        brief: Duration = .milliseconds(10), quiet: Duration = .milliseconds(50),
        long: Duration = .milliseconds(200), patience: Duration = .seconds(3)
    ) {
        self.brief = brief
        self.long = long
        self.quiet = quiet
        self.patience = patience
    }

    /// - Parameter empty: which of the files hold nothing.
    public mutating func add(_ new: [Change], empty: Set<FilePath> = [], at instant: Instant) {
        guard !new.isEmpty else { return }
        if first == nil { first = instant }
        last = instant
        for change in new {
            if change.kind == .deleted || empty.contains(change.path) {
                unfinished.insert(change.path)
            } else {
                unfinished.remove(change.path)
            }
        }
        for change in new where known.insert(change).inserted {
            changes.append(change)
            paths.insert(change.path)
        }
    }

    private var rest: Duration {
        guard unfinished.isEmpty else { return long }
        return switch paths.count {
        case ...1: brief
        case ...Self.mostTyped: quiet
        default: long
        }
    }

    /// Files that one save writes at most: an editor that saves all, a formatter.
    private static let mostTyped = 20

    /// When to ask again; nil: nothing is pending.
    public var deadline: Instant? {
        guard let first, let last else { return nil }
        let settles = min(last.advanced(by: rest), first.advanced(by: patience))
        return busy.map { max(settles, $0.advanced(by: brief)) } ?? settles
    }

    /// The batch, if it has settled by then: every change once, in the order in which they came.
    ///
    /// - Parameter isBusy: whether something that makes more changes than anybody types is still at work. Asked of such batches alone.
    public mutating func settled(at instant: Instant, isBusy: () -> Bool = { false }) -> [Change]? {
        guard let deadline, let last, instant >= deadline else { return nil }
        if paths.count > Self.mostTyped, instant < last.advanced(by: patience), isBusy() {
            busy = instant
            return nil
        }
        defer { self = ChangeSettler(brief: brief, quiet: quiet, long: long, patience: patience) }
        return changes
    }
}
