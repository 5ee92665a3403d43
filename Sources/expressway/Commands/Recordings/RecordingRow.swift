import ExchangeJournal
import LogPresentation

/// An exchange in one line, and for programs.
struct RecordingRow: Encodable {
    private let id: String
    private let started: String
    private let method: String
    private let target: String
    private let status: Int
    /// Milliseconds.
    private let duration: Double
    /// Bytes, as the sizes are.
    private let requestSize: Int
    private let responseSize: Int
    private let exceptions: [String]
    private let isComplete: Bool

    init(_ name: String, _ exchange: ExchangeDescription) {
        id = name
        started = UTCTime(nanoseconds: exchange.started).text(fractionDigits: 3)
        method = exchange.method
        target = exchange.target
        status = exchange.answer.code
        duration = Double(exchange.timings.end) / 1_000_000
        requestSize = exchange.requestBody.size
        responseSize = exchange.responseBody.size
        exceptions = exchange.exceptions.map(\.type)
        isComplete = exchange.responseBody.complete
    }

    static func table(_ rows: [RecordingRow]) -> String {
        guard !rows.isEmpty else { return "Nothing was recorded yet." }
        let head = ["id", "time", "method", "status", "duration", "request", "response", "path"]
        let cells = [head] + rows.map(\.cells)
        let widths = head.indices.map { column in cells.map { $0[column].count }.max() ?? 0 }
        return cells.map { line in
            zip(line, widths).enumerated().map { column, cell in
                let padding = String(repeating: " ", count: cell.1 - cell.0.count)
                if column == head.count - 1 { return cell.0 }
                return (3...6).contains(column) ? padding + cell.0 : cell.0 + padding
            }.joined(separator: "  ")
        }.joined(separator: "\n")
    }

    private var cells: [String] {
        let note =
            exceptions.isEmpty ? (isComplete ? "" : "  (incomplete)") : "  (\(exceptions.joined(separator: ", ")))"
        // The time is what the name begins with.
        let short = id.firstIndex(of: "-").map { String(id[id.index(after: $0)...]) } ?? id
        return [
            short, started, method, "\(status)", ReadableFigures.duration(milliseconds: duration),
            ReadableFigures.size(requestSize), ReadableFigures.size(responseSize), target + note,
        ].map { TerminalText.printable($0.utf8) }
    }
}
