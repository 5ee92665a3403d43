/// All findings of one step, so that the user sees them at once. Thrown only when at least one is an error.
public struct Findings: Error, Equatable, Sendable {
    public private(set) var all: [Diagnostic] = []

    public init(_ all: [Diagnostic] = []) {
        self.all = all
    }

    public var hasErrors: Bool {
        all.contains { $0.severity == .error }
    }

    public mutating func add(_ diagnostic: Diagnostic) {
        all.append(diagnostic)
    }

    public mutating func add(_ others: Findings) {
        all += others.all
    }

    /// - Throws: the findings themselves if one of them is an error.
    public func throwIfErrors() throws(Findings) {
        guard !hasErrors else { throw self }
    }
}
