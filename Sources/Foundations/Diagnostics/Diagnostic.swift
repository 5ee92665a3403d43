/// One finding about what the user wrote: what is wrong, where, and what to do about it.
public struct Diagnostic: Error, Equatable, Sendable {
    public enum Severity: String, Sendable {
        case error
        case warning
    }

    /// A short, stable name in the manner of `unknown-option`; scripts and the manual refer to it.
    public let id: String
    public let severity: Severity
    /// One sentence without a full stop; names are in single quotes.
    public let message: String
    /// Where it is, in words: a flag, a variable, a setting. Absent where the message says it already.
    public let place: String?
    public let notes: [String]
    /// What the user can do next.
    public let fix: String?

    public init(
        _ id: String, _ message: String, severity: Severity = .error, place: String? = nil, notes: [String] = [],
        fix: String? = nil
    ) {
        self.id = id
        self.severity = severity
        self.message = message
        self.place = place
        self.notes = notes
        self.fix = fix
    }
}

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
