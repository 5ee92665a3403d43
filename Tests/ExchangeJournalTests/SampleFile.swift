@testable import ExchangeJournal

/// Files as the recorder writes them.
enum SampleFile {
    static let description = """
        {"started":1795659409268497503,"process":10001,"thread":140186411518848,\
        "timings":{"start_response":8402,"first_byte":2017796,"end":5039929},\
        "request_body":{"size":18,"masked":true,"complete":true},"status":"302 Found",\
        "response_headers":[["Content-Type","image/png"],["Set-Cookie","sessionid=***; Path=/; HttpOnly"],\
        ["Location","/a b"]],"response_body":{"size":4,"complete":true},\
        "exceptions":[{"stage":"close","type":"builtins.ValueError","message":"after","traceback":"Traceback\\n  ValueError: after"}]}

        """

    static let environ = [
        "REQUEST_METHOD=POST", "REQUEST_URI=/log/in?next=%2Fa+b&x", "QUERY_STRING=next=%2Fa+b&x",
        "SERVER_PROTOCOL=HTTP/1.1", "HTTP_HOST=localhost:8000", "HTTP_COOKIE=sessionid=***; theme=***",
        "HTTP_X_NAME=Müller", "CONTENT_TYPE=application/json", "CONTENT_LENGTH=18", "wsgi.url_scheme=http",
        "PATH_INFO=/log/in",
    ]

    static func bytes(
        _ description: String = description, environ: [String] = environ,
        request: [UInt8] = Array("{\"password\":\"***\"}".utf8),
        response: [UInt8] = [0x89, 0x50, 0, 0xFF]
    ) -> [UInt8] {
        let block = environ.map { $0 + "\0" }.joined()
        let lengths = "\(description.utf8.count) \(block.utf8.count) \(request.count) \(response.count)"
        return Array("expressway-exchange 1 \(lengths)\n\(description)\(block)".utf8) + request + response
    }

    static let spooledNames = Array("names 259 4711-a1b2c3 39\nREQUEST_METHOD\0REQUEST_URI\0QUERY_STRING".utf8)

    /// An exchange as the recorder spools it, with the names above.
    static func spooled() -> [UInt8] {
        let head = Array("\"status\":\"200 OK\",\"response_headers\":[[\"X\",\"ü\"]]".utf8)
        let environ = Array("GET\0/a=b\0".utf8)
        let lengths = [head.count, environ.count, 3, 5, 0].flatMap { littleEndian(UInt64($0), 4) }
        let numbers: [UInt64] = [12, 1_795_699_009_268_497_503, 140_186_411_518_848, 8402, 0, 5_039_929]
        let start = [UInt8(ascii: "x"), 2] + littleEndian(259, 2)
        return start + lengths + numbers.flatMap { littleEndian($0, 8) } + head + environ + [1, 0, 255]
            + Array("hello".utf8)
    }

    private static func littleEndian(_ number: UInt64, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
    }
}
