/// One finding about what the user wrote: what is wrong, where, and what to do about it.
public struct Diagnostic: Error, Equatable, Sendable {
    /// How bad it is.
    public enum Severity: String, Sendable {
        case error
        case warning
    }

    /// Where a finding is.
    public enum Location: Equatable, Sendable {
        /// Outside of any file: a flag, a variable, a setting.
        case words(String)
        /// In a file. The label stands behind the carets.
        case span(SourceSpan, label: String? = nil)
    }

    /// A second place that has to do with a finding, such as the first of two equal keys.
    public struct Related: Equatable, Sendable {
        public let span: SourceSpan
        /// Stands behind the dashes that underline the span.
        public let label: String

        public init(_ span: SourceSpan, _ label: String) {
            self.span = span
            self.label = label
        }
    }

    /// A short, stable name in the manner of `unknown-option`; scripts and the manual refer to it.
    public let id: String
    /// Whether it stops what was asked for.
    public let severity: Severity
    /// One sentence without a full stop; names are in single quotes.
    public let message: String
    /// Absent where the message says it already.
    public let location: Location?
    /// Shown below the finding, in this order.
    public let related: [Related]
    /// Further facts, each a sentence without a full stop.
    public let notes: [String]
    /// What the user can do next.
    public let fix: String?

    /// A finding whose location is at hand, whatever it is.
    public init(
        _ id: String, _ message: String, severity: Severity = .error, location: Location?, related: [Related] = [],
        notes: [String] = [], fix: String? = nil
    ) {
        self.id = id
        self.severity = severity
        self.message = message
        self.location = location
        self.related = related
        self.notes = notes
        self.fix = fix
    }

    /// A finding outside of any file.
    public init(
        _ id: String, _ message: String, severity: Severity = .error, place: String? = nil, notes: [String] = [],
        fix: String? = nil
    ) {
        self.init(
            id, message, severity: severity, location: place.map { .words($0) }, notes: notes, fix: fix)
    }

    /// A finding in a file.
    ///
    /// - Parameter label: stands behind the carets, such as `did you mean 'processes'?`.
    public init(
        _ id: String, _ message: String, severity: Severity = .error, at span: SourceSpan, label: String? = nil,
        related: [Related] = [], notes: [String] = [], fix: String? = nil
    ) {
        self.init(
            id, message, severity: severity, location: .span(span, label: label), related: related, notes: notes,
            fix: fix)
    }

    /// Where it is, in words; nil: in a file, or the message says it.
    public var place: String? {
        guard case .words(let words) = location else { return nil }
        return words
    }

    /// Where it is in a file.
    public var span: SourceSpan? {
        guard case .span(let span, _) = location else { return nil }
        return span
    }

    /// What stands behind the carets under the span.
    public var label: String? {
        guard case .span(_, let label) = location else { return nil }
        return label
    }
}
