/// One thing to show: a line, or a traceback with all of its lines. The text is safe for a terminal.
public struct LogEntry: Sendable, Hashable {
    public enum Origin: Sendable, Hashable {
        /// What the application wrote to stdout, stderr or wsgi.errors.
        case application
        case apache(module: String, level: ApacheLogLevel)
        /// A line that is no record: C libraries, Python's last words, Apache before it knows its configuration.
        case raw
    }

    public let origin: Origin
    public let lines: [String]
    /// Indices of lines that name an exception (the last line of each traceback in a chain); empty: no traceback.
    public let exceptionLines: [Int]
    /// `HH:MM:SS.mmm`; nil: a raw line.
    public let time: String?
    public let pid: Int32?
    /// The client's address and port.
    public let client: String?
    /// What every start and stop of Apache says; a terminal need not show it.
    public let isRoutine: Bool
    /// Apache's words "a child was ended by a signal".
    public let signalledChild: SignalledChild?
    /// Apache accepts connections from here on.
    public let tellsOfListening: Bool
    /// Python cannot start in its process: `Fatal Python error: …`, or mod_wsgi's words for it.
    public let isFatalPythonError: Bool

    public struct SignalledChild: Sendable, Hashable {
        public let pid: Int32
        public let signal: Int32
    }

    init(raw line: String) {
        self.init(origin: .raw, lines: [line], record: nil)
    }

    init(origin: Origin, lines: [String], exceptionLines: [Int] = [], record: ApacheLogRecord?) {
        self.origin = origin
        self.lines = lines
        self.exceptionLines = exceptionLines
        time = record?.time
        pid = record?.pid
        client = record?.client.map { TerminalText.printable(Array($0.utf8)) }
        isRoutine = record?.isRoutine ?? false
        signalledChild = record?.signalledChild.map { SignalledChild(pid: $0.pid, signal: $0.signal) }
        tellsOfListening = record?.tellsOfListening ?? false
        isFatalPythonError = record?.tellsOfBrokenPython ?? (lines.first?.hasPrefix("Fatal Python error") ?? false)
    }
}
