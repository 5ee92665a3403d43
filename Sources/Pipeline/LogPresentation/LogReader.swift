/// Reads Apache's error log as it comes and yields what is to be shown. Tracebacks stay whole, also when several processes write at once: the
/// lines of one thread are held until its traceback is complete, or `flush` finds that it has waited long enough.
public struct LogReader: Sendable {
    public typealias Instant = ContinuousClock.Instant

    private struct Thread: Hashable {
        let pid: Int32
        let tid: UInt64
    }

    private static let mostHeld = 64
    /// A raw line without its newline (a prompt, a progress bar) is shown after this time.
    private static let rawPatience: Duration = .milliseconds(200)

    private var splitter = LogLineSplitter()
    private var held: [Thread: HeldTraceback] = [:]
    private var partialDeadline: Instant?

    public init() {}

    /// When `flush` has something to do; nil: nothing is held.
    public var deadline: Instant? {
        let first = held.values.map(\.deadline).min()
        guard let first, let partialDeadline else { return first ?? partialDeadline }
        return min(first, partialDeadline)
    }

    public mutating func read(_ bytes: some Sequence<UInt8>, at instant: Instant) -> [LogEntry] {
        var entries: [LogEntry] = []
        for line in splitter.split(bytes) { read(line[...], at: instant, &entries) }
        // A record comes whole, only reads cut it: words without a newline are never one.
        let isWaiting = splitter.hasPartialLine && !splitter.partialLine.holds(startOf: ApacheLogRecord.mark)
        partialDeadline = isWaiting ? instant.advanced(by: Self.rawPatience) : nil
        return entries
    }

    /// What has waited long enough.
    public mutating func flush(at instant: Instant) -> [LogEntry] {
        var entries: [LogEntry] = []
        if let partialDeadline, instant >= partialDeadline {
            for line in splitter.finish() { read(line[...], at: instant, &entries) }
            self.partialDeadline = nil
        }
        release(&entries) { $0.deadline <= instant }
        return entries
    }

    /// What is left at the end.
    public mutating func finish(at instant: Instant) -> [LogEntry] {
        var entries: [LogEntry] = []
        for line in splitter.finish() { read(line[...], at: instant, &entries) }
        partialDeadline = nil
        release(&entries) { _ in true }
        return entries
    }

    private mutating func release(_ entries: inout [LogEntry], where isDue: (HeldTraceback) -> Bool) {
        for (thread, traceback) in held.sorted(by: { $0.value.deadline < $1.value.deadline }) where isDue(traceback) {
            entries.append(traceback.entry)
            held[thread] = nil
        }
    }

    private mutating func read(_ line: ArraySlice<UInt8>, at instant: Instant, _ entries: inout [LogEntry]) {
        guard let start = line.firstIndex(ofPattern: ApacheLogRecord.mark),
            let record = ApacheLogRecord(afterMark: line[(start + ApacheLogRecord.mark.count)...])
        else {
            entries.append(LogEntry(raw: TerminalText.printable(line)))
            return
        }
        // A C library's words without a newline.
        if start > line.startIndex { entries.append(LogEntry(raw: TerminalText.printable(line[..<start]))) }
        read(record, at: instant, &entries)
    }

    private mutating func read(_ record: ApacheLogRecord, at instant: Instant, _ entries: inout [LogEntry]) {
        guard let words = record.applicationText else {
            entries.append(Self.serverEntry(record))
            return
        }
        let line = TerminalText.printable(TerminalText.withoutApacheEscapes(words))
        let thread = Thread(pid: record.pid, tid: record.tid)
        if held[thread] != nil {
            held[thread]?.add(line, at: instant)
            if let full = held[thread], full.isFull {
                entries.append(full.entry)
                held[thread] = nil
            }
        } else if HeldTraceback.begins(with: line), held.count < Self.mostHeld {
            held[thread] = HeldTraceback(line, record, at: instant)
        } else {
            entries.append(LogEntry(origin: .application, lines: [line], record: record))
        }
    }

    private static func serverEntry(_ record: ApacheLogRecord) -> LogEntry {
        var text = TerminalText.printable(TerminalText.withoutApacheEscapes(record.withoutScriptPrefix))
        if let error = record.error { text = TerminalText.printable(Array(error.utf8)) + ": " + text }
        return LogEntry(origin: .apache(module: record.module, level: record.level), lines: [text], record: record)
    }
}
