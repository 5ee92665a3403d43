/// An exchange as a spool holds it: numbers, and texts of which the rest of its file can be made.
///
/// Source: `docs/reference/recording-format.md`, "The spool".
struct SpooledExchange {
    static let kind = UInt8(ascii: "x")
    private static let head = 72

    let names: Int
    /// Bytes of the record.
    let length: Int
    private let flags: Int
    private let number: Int
    private let started: Int
    private let thread: UInt64
    private let startResponse: Int
    private let firstByte: Int
    private let end: Int
    private let responseHead: ArraySlice<UInt8>
    private let environ: ArraySlice<UInt8>
    private let requestBody: ArraySlice<UInt8>
    private let responseBody: ArraySlice<UInt8>

    /// Nil where the bytes do not begin with a whole one.
    init?(_ bytes: ArraySlice<UInt8>) {
        guard bytes.count >= Self.head, bytes.first == Self.kind else { return nil }
        func unsigned(at place: Int, bytes count: Int) -> UInt64 {
            let start = bytes.startIndex + place
            return bytes[start..<(start + count)].reversed().reduce(0) { $0 << 8 | UInt64($1) }
        }
        func number(at place: Int, bytes count: Int) -> Int { Int(clamping: unsigned(at: place, bytes: count)) }
        let lengths = [4, 8, 12, 16].map { number(at: $0, bytes: 4) }
        length = Self.head + lengths.reduce(0, +)
        guard bytes.count >= length else { return nil }
        var rest = bytes.dropFirst(Self.head)
        let parts = lengths.map { length in
            defer { rest = rest.dropFirst(length) }
            return rest.prefix(length)
        }
        (responseHead, environ, requestBody, responseBody) = (parts[0], parts[1], parts[2], parts[3])
        flags = number(at: 1, bytes: 1)
        names = number(at: 2, bytes: 2)
        self.number = number(at: 24, bytes: 8)
        started = number(at: 32, bytes: 8)
        thread = unsigned(at: 40, bytes: 8)
        startResponse = number(at: 48, bytes: 8)
        firstByte = number(at: 56, bytes: 8)
        end = number(at: 64, bytes: 8)
    }

    /// Of the file that it will be.
    func name(by names: SpooledNames) -> String {
        let time = UTCTime(nanoseconds: started).text(fractionDigits: 9).filter { $0 != "-" && $0 != ":" }
        return "\(time)-\(names.writer)-\(number)"
    }

    /// The file that it will be.
    func file(with names: SpooledNames) -> [UInt8] {
        let values = environ.split(separator: 0, omittingEmptySubsequences: false)
        let block = zip(names.names, values).flatMap { $0 + [UInt8(ascii: "=")] + $1 + [0] }
        let description = description(process: names.process)
        let lengths = [description.count, block.count, requestBody.count, responseBody.count]
        let first = "expressway-exchange 1 \(lengths.map(String.init).joined(separator: " "))\n"
        return Array(first.utf8) + description + block + requestBody + responseBody
    }

    private func description(process: Int) -> [UInt8] {
        let timings = "{\"start_response\":\(orNull(startResponse)),\"first_byte\":\(orNull(firstByte)),\"end\":\(end)}"
        let start = "{\"started\":\(started),\"process\":\(process),\"thread\":\(thread),\"timings\":\(timings),"
        let request = "\"request_body\":\(body(requestBody, flag: 1)),"
        let response = ",\"response_body\":\(body(responseBody, flag: 2)),\"exceptions\":[]}\n"
        return Array((start + request).utf8) + responseHead + Array(response.utf8)
    }

    private func orNull(_ nanoseconds: Int) -> String { nanoseconds == 0 ? "null" : String(nanoseconds) }

    private func body(_ bytes: ArraySlice<UInt8>, flag: Int) -> String {
        "{\"size\":\(bytes.count),\"complete\":\(flags & flag != 0)}"
    }
}
