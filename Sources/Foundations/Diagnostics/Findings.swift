/// All findings of one step, so that the user sees them at once. Thrown only when at least one is an error.
public struct Findings: Error, Equatable, Sendable {
    /// In the order in which they were found.
    public private(set) var all: [Diagnostic] = []

    public init(_ all: [Diagnostic] = []) {
        self.all = all
    }

    /// Whether one of them is more than a warning.
    public var hasErrors: Bool {
        all.contains { $0.severity == .error }
    }

    /// Adds one at the end.
    public mutating func add(_ diagnostic: Diagnostic) {
        all.append(diagnostic)
    }

    /// Adds those of another step at the end.
    public mutating func add(_ others: Findings) {
        all += others.all
    }

    /// - Throws: the findings themselves if one of them is an error.
    public func throwIfErrors() throws(Findings) {
        guard !hasErrors else { throw self }
    }
}
