/// One record of Apache's error log, written with `ApacheLogRecord.format`.
public struct ApacheLogRecord: Sendable, Hashable {
    /// The argument of `ErrorLogFormat` (it holds backslashes: it has to go through the quoting of the configuration). `\t` becomes a tab
    /// there, which no field can contain: Apache escapes control characters in messages.
    /// Source: httpd 2.4 server/log.c, ap_escape_errorlog_item; tried with 2.4.71.
    public static let format =
        #"\texpressway\t%{cu}t\t%-m\t%-l\t%-P\t%-T\t%-a\t%-F\t%-E\t%M"#

    /// With this a record begins. A C library's words without a newline may stand before it on the line.
    static let mark: [UInt8] = Array("\texpressway\t".utf8)
    private static let fieldCount = 9

    /// `HH:MM:SS.mmm`, local time.
    public let time: String
    public let module: String
    public let level: ApacheLogLevel
    public let pid: Int32
    public let tid: UInt64
    /// Address and port; nil: outside a request.
    public let client: String?
    /// File and line of the C code: `src/server/wsgi_logger.c(323)`.
    public let source: String
    /// The system's error: `(13)Permission denied`.
    public let error: String?
    /// Still with Apache's escapes.
    public let message: [UInt8]

    /// Reads what follows the mark; nil: it is none of ours.
    init?(afterMark bytes: ArraySlice<UInt8>) {
        let fields = bytes.split(
            separator: UInt8(ascii: "\t"), maxSplits: Self.fieldCount - 1, omittingEmptySubsequences: false)
        guard fields.count == Self.fieldCount else { return nil }
        let texts = fields.dropLast().map { String(decoding: $0, as: UTF8.self) }
        guard let time = Self.shortTime(texts[0]), let level = ApacheLogLevel(rawValue: texts[2]),
            let pid = Int32(texts[3])
        else {
            return nil
        }
        self.time = time
        module = texts[1]
        self.level = level
        self.pid = pid
        tid = UInt64(texts[4]) ?? 0
        client = Self.present(texts[5])
        source = texts[6]
        error = Self.present(texts[7])
        message = Array(fields[Self.fieldCount - 1])
    }

    private static func present(_ text: String) -> String? { text == "-" || text.isEmpty ? nil : text }

    /// `2026-11-23 06:37:09.868882` -> `06:37:09.868`
    private static func shortTime(_ text: String) -> String? {
        let bytes = Array(text.utf8)
        guard bytes.count >= 23, bytes[10] == UInt8(ascii: " "), bytes[13] == UInt8(ascii: ":") else { return nil }
        return String(decoding: bytes[11..<23], as: UTF8.self)
    }
}
