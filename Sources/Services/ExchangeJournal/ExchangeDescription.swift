/// All of an exchange but its bodies.
public struct ExchangeDescription: Sendable, Equatable, Decodable {
    /// Nanoseconds since 1970.
    public let started: Int
    public let process: Int
    public let thread: Int
    public let timings: Timings
    /// The text values of the WSGI environ; a part of the file by itself, behind the JSON.
    public internal(set) var environ: [String: String] = [:]
    public let requestBody: BodyDescription
    /// `200 OK`; nil where the application never said.
    public let status: String?
    public let responseHeaders: [HeaderField]
    public let responseBody: BodyDescription
    public let exceptions: [RecordedException]

    enum CodingKeys: String, CodingKey {
        case started, process, thread, timings, status, exceptions
        case requestBody = "request_body"
        case responseHeaders = "response_headers"
        case responseBody = "response_body"
    }

    /// Nanoseconds since the start, by a clock that never jumps.
    public struct Timings: Sendable, Equatable, Decodable {
        public let startResponse: Int?
        public let firstByte: Int?
        public let end: Int

        enum CodingKeys: String, CodingKey {
            case end
            case startResponse = "start_response"
            case firstByte = "first_byte"
        }
    }
}

/// What is said about a body beside its bytes.
public struct BodyDescription: Sendable, Equatable, Decodable {
    public let size: Int
    public let complete: Bool
    let masked: Bool?
    let leftOut: String?
    let sha256: String?
    let file: Bool?
    let failed: Bool?

    enum CodingKeys: String, CodingKey {
        case size, complete, masked, sha256, file, failed
        case leftOut = "left_out"
    }

    /// Whether reading it failed: the client was gone, or too slow.
    public var hasFailed: Bool { failed ?? false }

    /// Whether Apache sent it straight from a file.
    public var wasSentAsFile: Bool { file ?? false }

    func body(_ bytes: [UInt8]) -> RecordedBody {
        RecordedBody(
            size: size,
            content: leftOut.map { .leftOut(RecordedBody.Reason(rawValue: $0) ?? .other, digest: sha256) }
                ?? .kept(bytes, isMasked: masked ?? false),
            isComplete: complete)
    }
}

/// A header: in the file, a list of its name and its value.
public struct HeaderField: Sendable, Equatable, Decodable {
    public let name: String
    public let value: String

    public init(name: String, value: String) {
        self.name = name
        self.value = value
    }

    public init(from decoder: any Decoder) throws {
        var pair = try decoder.unkeyedContainer()
        name = try pair.decode(String.self)
        value = try pair.decode(String.self)
    }
}

/// An exception that passed the server's interface.
public struct RecordedException: Sendable, Equatable, Decodable {
    /// `call`, `start_response`, `iteration`, `close`.
    public let stage: String
    public let type: String
    public let message: String
    public let traceback: String
}
