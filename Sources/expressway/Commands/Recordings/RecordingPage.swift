import ExchangeJournal
import LogPresentation

/// All of an exchange for the screen.
struct RecordingPage {
    private let name: String
    private let exchange: RecordedExchange

    init(_ name: String, _ exchange: RecordedExchange) {
        self.name = name
        self.exchange = exchange
    }

    /// Every line has passed the encoder of text for a terminal.
    var text: String {
        (head + request + response + exceptions + environ).map { TerminalText.printable($0.utf8) }
            .joined(separator: "\n")
    }

    private var about: ExchangeDescription { exchange.description }

    private var head: [String] {
        let timings = about.timings
        let moments = [
            ("start_response", timings.startResponse), ("first byte", timings.firstByte), ("end", timings.end),
        ]
        .compactMap { name, moment in moment.map { "\(name) \(Self.duration($0))" } }
        return [
            name,
            "\(UTCTime(nanoseconds: about.started).text(fractionDigits: 6)), process \(about.process), "
                + moments.joined(separator: ", "),
            "",
        ]
    }

    private var request: [String] {
        ["\(about.method) \(about.target) \(about.environ["SERVER_PROTOCOL"] ?? "")"]
            + Self.lines(about.requestHeaders)
            + lines(exchange.requestBody, type: about.environ["CONTENT_TYPE"], whenIncomplete: "not read to its end")
    }

    private var response: [String] {
        let status = about.status ?? "500, from Apache: the application gave no status"
        return ["", "\(about.environ["SERVER_PROTOCOL"] ?? "") \(status)"] + Self.lines(about.responseHeaders)
            + lines(exchange.responseBody, type: about.responseHeader("Content-Type"), whenIncomplete: "broken off")
    }

    private var exceptions: [String] {
        about.exceptions.flatMap { ["", "Exception (\($0.stage)):"] + Self.split($0.traceback) }
    }

    private var environ: [String] {
        let variables = about.environ.filter { !$0.key.hasPrefix("HTTP_") }.sorted { $0.key < $1.key }
        return ["", "Environ:"] + variables.map { "  \($0.key): \($0.value)" }
    }

    private func lines(_ body: RecordedBody, type: String?, whenIncomplete incomplete: String) -> [String] {
        let facts = [
            ReadableFigures.size(body.size), type.flatMap { $0.isEmpty ? nil : $0 }, body.isComplete ? nil : incomplete,
        ].compactMap { $0 }
        switch body.content {
        case .leftOut(let reason, let digest):
            let remark = [reason.words, digest.map { "SHA-256 \($0)" }].compactMap { $0 }.joined(separator: "; ")
            return ["", "(body: \(facts.joined(separator: ", ")); not kept: \(remark))"]
        case .kept(let bytes, let isMasked):
            guard body.size > 0 else { return body.isComplete ? [] : ["", "(body: \(incomplete))"] }
            guard let text = WSGIText.text(bytes) else { return ["", "(body: \(facts.joined(separator: ", ")))"] }
            let remarks = [isMasked ? "secrets are masked" : nil, body.isComplete ? nil : incomplete].compactMap { $0 }
            return [""] + Self.split(text) + (remarks.isEmpty ? [] : ["(\(remarks.joined(separator: ", ")))"])
        }
    }

    private static func lines(_ headers: [HeaderField]) -> [String] {
        headers.map { "\(WSGIText.readable($0.name)): \(WSGIText.readable($0.value))" }
    }

    private static func split(_ text: String) -> [String] {
        text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }.map(String.init)
    }

    private static func duration(_ nanoseconds: Int) -> String {
        ReadableFigures.duration(milliseconds: Double(nanoseconds) / 1_000_000)
    }
}
