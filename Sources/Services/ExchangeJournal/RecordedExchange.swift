/// One request and its response, as the recorder in the WSGI process wrote them down.
///
/// Source: `docs/reference/recording-format.md`.
public struct RecordedExchange: Sendable, Equatable {
    public let description: ExchangeDescription
    public let requestBody: RecordedBody
    public let responseBody: RecordedBody

    public init(description: ExchangeDescription, requestBody: RecordedBody, responseBody: RecordedBody) {
        self.description = description
        self.requestBody = requestBody
        self.responseBody = responseBody
    }
}

/// A body as far as it was kept.
public struct RecordedBody: Sendable, Equatable {
    /// What passed, in bytes, whether it was kept or not.
    public let size: Int
    public let content: Content
    /// Whether the application took it, or gave it, to its end.
    public let isComplete: Bool

    public enum Content: Sendable, Equatable {
        /// - Parameter isMasked: whether secrets in it were replaced.
        case kept([UInt8], isMasked: Bool)
        case leftOut(Reason, digest: String?)
    }

    /// Why a body was not kept.
    public enum Reason: String, Sendable, Equatable {
        case tooLarge = "too-large"
        case tooLargeToMask = "too-large-to-mask"
        case cannotBeMasked = "cannot-be-masked"
        case notStored = "not-stored"
        case sentAsFile = "sent-as-file"
        /// One that a newer recorder knows.
        case other = ""

        /// As a person reads it.
        public var words: String {
            switch self {
            case .tooLarge: "larger than the recorder's limit"
            case .tooLargeToMask: "too large to look for secrets in it"
            case .cannotBeMasked: "secrets in it could not be told from the rest"
            case .notStored: "it could not be written to the disk"
            case .sentAsFile: "Apache sent it straight from a file"
            case .other: "left out"
            }
        }
    }

    /// The bytes that were kept; nil where they were left out.
    public var bytes: [UInt8]? {
        guard case .kept(let bytes, _) = content else { return nil }
        return bytes
    }
}
