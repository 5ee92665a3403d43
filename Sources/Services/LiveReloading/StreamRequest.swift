/// What the head of a request asks of the socket behind Apache.
enum StreamRequest: Sendable, Hashable {
    case events
    case script
    case refused(Refusal)

    enum Refusal: String, Sendable, Hashable {
        case malformed = "400 Bad Request"
        case foreignSite = "403 Forbidden"
        case unknownPath = "404 Not Found"
        case wrongMethod = "405 Method Not Allowed"
        case tooLarge = "431 Request Header Fields Too Large"
        case tooMany = "503 Service Unavailable"
    }

    /// Bytes of a head; Apache leaves out what can be large.
    static let longestHead = 8192

    /// Nil as long as the head is not complete.
    init?(_ bytes: [UInt8]) {
        guard let end = Self.end(of: bytes) else {
            guard bytes.count > Self.longestHead else { return nil }
            self = .refused(.tooLarge)
            return
        }
        self = end > Self.longestHead ? .refused(.tooLarge) : Self.read(String(decoding: bytes[..<end], as: UTF8.self))
    }

    private static func end(of bytes: [UInt8]) -> Int? {
        let mark = Array("\r\n\r\n".utf8)
        guard bytes.count >= mark.count else { return nil }
        return (0...(bytes.count - mark.count)).first { bytes[$0..<($0 + mark.count)].elementsEqual(mark) }
    }

    private static func read(_ head: String) -> StreamRequest {
        // To Swift "\r\n" is one character.
        let lines = head.split(separator: "\r\n", omittingEmptySubsequences: false)
        let words = (lines.first ?? "").split(separator: " ", omittingEmptySubsequences: false)
        guard words.count == 3, words[2].hasPrefix("HTTP/1.") else { return .refused(.malformed) }
        guard words[0] == "GET" else { return .refused(.wrongMethod) }
        if lines.dropFirst().contains(where: isForeign) { return .refused(.foreignSite) }
        return switch words[1].prefix(while: { $0 != "?" }) {
        case "/events": .events
        case "/script.js": .script
        default: .refused(.unknownPath)
        }
    }

    /// A page of another site could hold streams open, though it cannot read them.
    ///
    /// Source: Fetch Metadata, `Sec-Fetch-Site`.
    private static func isForeign(_ line: Substring) -> Bool {
        guard let colon = line.firstIndex(of: ":"), line[..<colon].lowercased() == "sec-fetch-site" else {
            return false
        }
        return line[line.index(after: colon)...].drop(while: { $0 == " " }).lowercased() == "cross-site"
    }
}
