/// A daemon process as far as its reports tell.
struct SupervisedProcess: Sendable, Hashable {
    enum Stage: Sendable, Hashable { case importing, ready, failed }

    /// Enough for every traceback that a person reads; what comes after is dropped.
    static let longestTraceback = 256 * 1024

    var stage = Stage.importing
    /// 0 where nothing stands by.
    var generation = 0
    /// It was told to go. What it still reports is about text that is no longer there.
    var isRetiring = false
    /// When its generation has served its time; nil: it serves, or was told already.
    var relief: ContinuousClock.Instant?
    private(set) var traceback = ""

    mutating func add(traceback piece: String) {
        guard traceback.utf8.count + piece.utf8.count <= Self.longestTraceback else { return }
        traceback += piece
    }
}
