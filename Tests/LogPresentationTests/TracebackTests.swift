import Testing

@testable import LogPresentation

@Suite struct TracebackTests {
    private let start = ContinuousClock.now
    private var reader = LogReader()

    static let lines = [
        "Traceback (most recent call last):", "  File \"/a.py\", line 1, in f", "    raise ValueError(1)",
        "ValueError: 1",
    ]

    private mutating func read(_ lines: [String], pid: Int32 = 10, tid: UInt64 = 1, after: Duration = .zero)
        -> [LogEntry]
    {
        lines.flatMap { reader.read(Array(Record.line($0, pid: pid, tid: tid).utf8), at: start + after) }
    }

    @Test mutating func `a traceback is one entry and its last line stands out`() {
        #expect(read(Self.lines).isEmpty)
        let entries = reader.flush(at: start + .milliseconds(20))
        #expect(entries.map(\.lines) == [Self.lines])
        #expect(entries[0].exceptionLines == [3])
        #expect(entries[0].rendered(colour: true).hasSuffix("\u{1B}[1;31mValueError: 1\u{1B}[0m\n"))
    }

    @Test mutating func `tracebacks of several processes that interleave stay whole`() {
        for line in Self.lines {
            #expect(read([line], pid: 1).isEmpty)
            #expect(read([line], pid: 2, tid: 7).isEmpty)
            #expect(read(["other"], pid: 3).map(\.lines) == [["other"]])
        }
        #expect(reader.flush(at: start + .seconds(1)).map(\.lines) == [Self.lines, Self.lines])
    }

    @Test mutating func `a chain of exceptions is one entry`() {
        let chain =
            Self.lines + ["", "During handling of the above exception, another exception occurred:", ""] + Self.lines
        #expect(read(chain).isEmpty)
        let entries = reader.flush(at: start + .seconds(1))
        #expect(entries.map(\.lines) == [chain])
        #expect(entries[0].exceptionLines == [3, 10])
    }

    @Test mutating func `a message of several lines belongs to its traceback`() {
        #expect(read(Self.lines + ["second line of the message"]).isEmpty)
        #expect(reader.flush(at: start + .seconds(1)).first?.lines.count == 5)
    }

    @Test mutating func `an exception group is one entry`() {
        let group = [
            "  + Exception Group Traceback (most recent call last):", "  |   File \"a.py\", line 1, in f",
            "  | ExceptionGroup: eg (1 sub-exception)", "  +-+---------------- 1 ----------------",
            "    | ValueError: 1",
            "    +------------------------------------",
        ]
        #expect(read(group).isEmpty)
        #expect(reader.flush(at: start + .seconds(1)).map(\.lines) == [group])
    }

    @Test mutating func `a traceback that stops in the middle is shown after a while`() {
        _ = read(Array(Self.lines.prefix(2)))
        #expect(reader.deadline == start + .milliseconds(200))
        #expect(reader.flush(at: start + .milliseconds(199)).isEmpty)
        #expect(reader.flush(at: start + .milliseconds(200)).map(\.lines.count) == [2])
    }

    @Test mutating func `a traceback without end is cut`() {
        let endless = ["Traceback (most recent call last):"] + Array(repeating: "  File", count: 5000)
        let entries = read(endless)
        #expect(entries.first?.lines.count == HeldTraceback.mostLines)
        #expect(
            entries.reduce(0) { $0 + $1.lines.count } + reader.finish(at: start).reduce(0) { $0 + $1.lines.count }
                == 5001)
    }

    @Test mutating func `what is held is shown at the end`() {
        _ = read(Array(Self.lines.prefix(3)))
        #expect(reader.finish(at: start).map(\.lines.count) == [3])
    }
}
