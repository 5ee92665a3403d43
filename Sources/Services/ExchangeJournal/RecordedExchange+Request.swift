/// What a person, and HAR, call the request: derived from the environ, the only place where the file holds it.
extension ExchangeDescription {
    public var method: String { environ["REQUEST_METHOD"] ?? "" }

    /// The path as it was asked for, with the query string.
    public var target: String {
        if let asked = environ["REQUEST_URI"], !asked.isEmpty { return asked }
        let path = (environ["SCRIPT_NAME"] ?? "") + (environ["PATH_INFO"] ?? "")
        let query = environ["QUERY_STRING"] ?? ""
        return query.isEmpty ? path : "\(path)?\(query)"
    }

    public var url: String {
        if target.contains("://") { return target }
        let host =
            environ["HTTP_HOST"]
            ?? [environ["SERVER_NAME"], environ["SERVER_PORT"]].compactMap { $0 }
            .joined(separator: ":")
        return "\(environ["wsgi.url_scheme"] ?? "http")://\(host)\(target)"
    }

    /// In the order of their names. Apache has joined those that came several times.
    public var requestHeaders: [HeaderField] {
        environ.compactMap { name, value in
            if name.hasPrefix("HTTP_") { return HeaderField(name: Self.headerName(name.dropFirst(5)), value: value) }
            guard ["CONTENT_TYPE", "CONTENT_LENGTH"].contains(name), !value.isEmpty else { return nil }
            return HeaderField(name: Self.headerName(name[...]), value: value)
        }.sorted { $0.name < $1.name }
    }

    /// The number and the words of the status. Where the application failed before it had one, Apache answers 500.
    public var answer: (code: Int, words: String) {
        guard let status else { return (500, "Internal Server Error") }
        let parts = status.split(separator: " ", maxSplits: 1)
        return (parts.first.flatMap { Int($0) } ?? 0, parts.count > 1 ? String(parts[1]) : "")
    }

    /// The first of that name; upper and lower case make no difference.
    public func responseHeader(_ name: String) -> String? {
        responseHeaders.first { $0.name.lowercased() == name.lowercased() }?.value
    }

    /// `HTTP_X_FORWARDED_FOR` stands for `X-Forwarded-For`.
    private static func headerName(_ variable: Substring) -> String {
        variable.split(separator: "_", omittingEmptySubsequences: false)
            .map { $0.prefix(1).uppercased() + $0.dropFirst().lowercased() }.joined(separator: "-")
    }
}
