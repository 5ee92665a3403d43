/// A traceback of one thread while its lines come in.
struct HeldTraceback: Sendable {
    typealias Instant = ContinuousClock.Instant

    static let mostLines = 2000
    /// An unfinished traceback waits this long for its next line,
    static let patience: Duration = .milliseconds(200)
    /// one whose exception has been named waits this long for what belongs to it: the rest of the message, notes, the next one of a chain.
    static let afterword: Duration = .milliseconds(20)

    private(set) var deadline: Instant
    private let record: ApacheLogRecord
    private var lines: [String]
    private var exceptionLines: [Int] = []
    private var isInside = true

    static func begins(with line: String) -> Bool {
        line == "Traceback (most recent call last):"
            || line.hasSuffix("Exception Group Traceback (most recent call last):")
    }

    init(_ line: String, _ record: ApacheLogRecord, at instant: Instant) {
        self.record = record
        lines = [line]
        deadline = instant.advanced(by: Self.patience)
    }

    var isFull: Bool { lines.count >= Self.mostLines }

    mutating func add(_ line: String, at instant: Instant) {
        lines.append(line)
        if isInside {
            // Frames and their source are indented; the first line that is not names the exception.
            if let first = line.first, first != " " {
                exceptionLines.append(lines.count - 1)
                isInside = false
                deadline = instant.advanced(by: Self.afterword)
            } else {
                deadline = instant.advanced(by: Self.patience)
            }
        } else if Self.begins(with: line) {
            isInside = true
            deadline = instant.advanced(by: Self.patience)
        }
    }

    var entry: LogEntry {
        LogEntry(origin: .application, lines: lines, exceptionLines: exceptionLines, record: record)
    }
}
