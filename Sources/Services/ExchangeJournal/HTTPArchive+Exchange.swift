extension HTTPArchive.Entry {
    public init(_ name: String, _ exchange: RecordedExchange) {
        let about = exchange.description
        let end = Self.milliseconds(about.timings.end)
        let wait = min(end, Self.milliseconds(about.timings.firstByte ?? about.timings.end))
        startedDateTime = UTCTime(nanoseconds: about.started).text(fractionDigits: 3)
        time = end
        request = HTTPArchive.Request(exchange)
        response = HTTPArchive.Response(exchange)
        timings = HTTPArchive.Timings(wait: wait, receive: end - wait)
        serverIPAddress = about.environ["SERVER_ADDR"]
        comment = about.exceptions.isEmpty ? nil : about.exceptions.map(\.traceback).joined(separator: "\n\n")
        _expressway = HTTPArchive.Origin(
            id: name, process: about.process, exceptions: about.exceptions.map { "\($0.stage): \($0.type)" })
    }

    private static func milliseconds(_ nanoseconds: Int) -> Double { Double(nanoseconds) / 1_000_000 }
}

extension HTTPArchive.Request {
    fileprivate init(_ exchange: RecordedExchange) {
        let about = exchange.description
        method = about.method
        url = about.url
        httpVersion = about.environ["SERVER_PROTOCOL"] ?? ""
        headers = about.requestHeaders.map(HTTPArchive.Pair.init)
        cookies = (about.environ["HTTP_COOKIE"] ?? "").split(separator: ";").map { HTTPArchive.Cookie(pair: $0) }
        queryString = FormText.pairs(about.environ["QUERY_STRING"] ?? "")
        bodySize = exchange.requestBody.size
        postData = HTTPArchive.PostData(exchange.requestBody, type: about.environ["CONTENT_TYPE"] ?? "")
    }
}

extension HTTPArchive.Response {
    fileprivate init(_ exchange: RecordedExchange) {
        let about = exchange.description
        (status, statusText) = about.answer
        httpVersion = about.environ["SERVER_PROTOCOL"] ?? ""
        headers = about.responseHeaders.map(HTTPArchive.Pair.init)
        cookies = about.responseHeaders.filter { $0.name.lowercased() == "set-cookie" }
            .map { HTTPArchive.Cookie(field: $0.value) }
        content = HTTPArchive.Content(exchange.responseBody, type: about.responseHeader("Content-Type") ?? "")
        redirectURL = about.responseHeader("Location").map(WSGIText.readable) ?? ""
        bodySize = exchange.responseBody.size
        comment = about.status == nil ? "Apache's answer: the application gave none" : nil
    }
}

extension HTTPArchive.Pair {
    fileprivate init(_ field: HeaderField) {
        self.init(name: WSGIText.readable(field.name), value: WSGIText.readable(field.value))
    }
}

extension HTTPArchive.PostData {
    /// Nil for a request without a body.
    fileprivate init?(_ body: RecordedBody, type: String) {
        guard body.size > 0 else { return nil }
        let bytes = body.bytes ?? []
        let text = WSGIText.text(bytes)
        self.init(
            mimeType: type, text: text ?? Base64Text.encode(bytes), _encoding: text == nil ? "base64" : nil,
            comment: body.remark)
    }
}

extension HTTPArchive.Content {
    fileprivate init(_ body: RecordedBody, type: String) {
        let text: String?
        let encoding: String?
        switch body.bytes {
        case nil: (text, encoding) = (nil, nil)
        case .some(let bytes):
            let readable = WSGIText.text(bytes)
            (text, encoding) = (readable ?? Base64Text.encode(bytes), readable == nil ? "base64" : nil)
        }
        self.init(
            size: body.size, mimeType: type.isEmpty ? "x-unknown" : type, text: text, encoding: encoding,
            comment: body.remark)
    }
}

extension RecordedBody {
    /// What a reader of its bytes must know.
    public var remark: String? {
        let parts: [String?]
        switch content {
        case .kept(_, let isMasked): parts = [isMasked ? "secrets are masked" : nil]
        case .leftOut(let reason, let digest): parts = [reason.words, digest.map { "SHA-256 \($0)" }]
        }
        let remarks = (parts + [isComplete ? nil : "incomplete"]).compactMap { $0 }
        return remarks.isEmpty ? nil : remarks.joined(separator: "; ")
    }
}

extension HTTPArchive.Cookie {
    /// Of a request: `name=value`.
    fileprivate init(pair: Substring) {
        let (name, value) = Self.parts(pair)
        self.init(name: name, value: value, path: nil, domain: nil, httpOnly: false, secure: false)
    }

    /// Of a response: `name=value; Path=/; HttpOnly`.
    fileprivate init(field: String) {
        let pieces = field.split(separator: ";")
        let (name, value) = Self.parts(pieces.first ?? "")
        let attributes = pieces.dropFirst().map(Self.parts)
        func attribute(_ wanted: String) -> String? { attributes.first { $0.name.lowercased() == wanted }?.value }
        self.init(
            name: name, value: value, path: attribute("path"), domain: attribute("domain"),
            httpOnly: attribute("httponly") != nil, secure: attribute("secure") != nil)
    }

    private static func parts(_ pair: Substring) -> (name: String, value: String) {
        let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let name = String(parts.first ?? "").drop { $0 == " " }
        return (WSGIText.readable(String(name)), parts.count > 1 ? WSGIText.readable(String(parts[1])) : "")
    }
}
