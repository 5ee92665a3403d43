/// Text in spans, each with a role; a renderer decides what a role looks like.
public struct StyledText: Sendable, Hashable {
    public enum Style: String, Sendable, Hashable, CaseIterable {
        case plain, dim, bold
        case success, notice, warning, error
        /// The line of a traceback that names the exception.
        case exception
    }

    public struct Span: Sendable, Hashable {
        public let text: String
        public let style: Style

        public init(_ text: String, _ style: Style = .plain) {
            self.text = text
            self.style = style
        }
    }

    public var spans: [Span]

    public init(_ spans: [Span] = []) { self.spans = spans }
    public init(_ text: String, _ style: Style = .plain) { spans = [Span(text, style)] }

    public static func + (one: Self, other: Self) -> Self { Self(one.spans + other.spans) }

    /// - Parameter colour: with ANSI sequences; without, the text alone.
    public func rendered(colour: Bool) -> String {
        guard colour else { return spans.map(\.text).joined() }
        return spans.map { span in
            guard let sequence = span.style.sequence, !span.text.isEmpty else { return span.text }
            return "\u{1B}[\(sequence)m\(span.text)\u{1B}[0m"
        }.joined()
    }
}

extension StyledText.Style {
    /// The parameters of "select graphic rendition". Source: ECMA-48, 8.3.117.
    fileprivate var sequence: String? {
        switch self {
        case .plain: nil
        case .dim: "2"
        case .bold: "1"
        case .success: "32"
        case .notice: "36"
        case .warning: "33"
        case .error: "31"
        case .exception: "1;31"
        }
    }
}
