/// Exchanges as other programs read them: HAR 1.2, ready for an encoder. An archive's `log` has a `version`, a `creator` and `entries`, and is written
/// one entry after the other, so that thousands of exchanges need the room of one.
///
/// Source: HAR 1.2, https://w3c.github.io/web-performance/specs/HAR/Overview.html. A field that is not of the format begins with `_`.
public enum HTTPArchive {
    /// Of the format.
    public static let version = "1.2"

    public struct Creator: Sendable, Encodable {
        let name = "Expressway"
        let version: String

        /// - Parameter version: Expressway's.
        public init(version: String) {
            self.version = version
        }
    }

    /// One exchange.
    public struct Entry: Sendable, Encodable {
        let startedDateTime: String
        /// Milliseconds, as all times here.
        let time: Double
        let request: Request
        let response: Response
        let cache = Empty()
        let timings: Timings
        let serverIPAddress: String?
        let comment: String?
        let _expressway: Origin
    }

    struct Empty: Sendable, Encodable {}

    /// Where the exchange is found again.
    struct Origin: Sendable, Encodable {
        let id: String
        let process: Int
        let exceptions: [String]
    }

    struct Request: Sendable, Encodable {
        let method: String
        let url: String
        let httpVersion: String
        let cookies: [Cookie]
        let headers: [Pair]
        let queryString: [Pair]
        let postData: PostData?
        let headersSize = -1
        let bodySize: Int
    }

    struct Response: Sendable, Encodable {
        let status: Int
        let statusText: String
        let httpVersion: String
        let cookies: [Cookie]
        let headers: [Pair]
        let content: Content
        let redirectURL: String
        let headersSize = -1
        let bodySize: Int
        let comment: String?
    }

    struct Pair: Sendable, Equatable, Encodable {
        let name: String
        let value: String
    }

    struct Cookie: Sendable, Equatable, Encodable {
        let name: String
        let value: String
        let path: String?
        let domain: String?
        let httpOnly: Bool
        let secure: Bool
    }

    struct PostData: Sendable, Encodable {
        let mimeType: String
        let params: [Pair] = []
        let text: String
        /// The format has no place for bytes that are not text.
        let _encoding: String?
        let comment: String?
    }

    struct Content: Sendable, Encodable {
        let size: Int
        let mimeType: String
        let text: String?
        let encoding: String?
        let comment: String?
    }

    struct Timings: Sendable, Encodable {
        let blocked = -1
        let dns = -1
        let connect = -1
        let ssl = -1
        let send = 0
        let wait: Double
        let receive: Double
    }
}
