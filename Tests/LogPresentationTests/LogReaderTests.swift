import Testing

@testable import LogPresentation

/// Records as Apache 2.4.71 writes them with our format.
enum Record {
    static func line(
        _ message: String, pid: Int32 = 10, tid: UInt64 = 1, module: String = "wsgi", level: String = "error",
        source: String = "src/server/wsgi_logger.c(323)", client: String = "-", error: String = "-"
    ) -> String {
        "\texpressway\t2026-11-23 06:37:09.868882\t\(module)\t\(level)\t\(pid)\t\(tid)\t\(client)\t\(source)\t\(error)\t\(message)\n"
    }
}

@Suite struct LogReaderTests {
    private let start = ContinuousClock.now
    private var reader = LogReader()

    private mutating func read(_ text: String, after: Duration = .zero) -> [String] {
        reader.read(Array(text.utf8), at: start + after).map { $0.rendered(colour: false) }
    }

    @Test mutating func `the application's words are shown without Apache's prefix`() {
        #expect(read(Record.line("hello")) == ["hello\n"])
        #expect(read(Record.line("[script /srv/app/handler.wsgi] hello", client: "127.0.0.1:1")) == ["hello\n"])
        #expect(read(Record.line("")) == ["\n"])
    }

    @Test mutating func `Apache's own records show time, level and module`() {
        let line = Record.line("AH00112: Warning: DocumentRoot", module: "core", level: "warn", source: "core.c(1)")
        #expect(read(line) == ["06:37:09 warn core: AH00112: Warning: DocumentRoot\n"])
    }

    @Test mutating func `the system's error is part of Apache's record`() {
        let line = Record.line(
            "AH00132: file permissions", module: "core", source: "core.c(1)", error: "(13)Permission denied")
        #expect(read(line) == ["06:37:09 error core: (13)Permission denied: AH00132: file permissions\n"])
    }

    @Test(arguments: [
        ("mod_wsgi (pid=10): Exception occurred processing WSGI script '/a'.", "src/server/wsgi_logger.c(628)"),
        ("WSGI0174: [script /a] ValueError exception raised", "src/server/wsgi_adapter.c(1747)"),
        ("Truncated or oversized response headers received from daemon process 'g': /a", "src/server/mod_wsgi.c(963)"),
        ("[script /a] WSGI0147: Error reading response headers", "src/server/wsgi_remote.c(632)"),
    ])
    mutating func `what mod_wsgi says itself is not the application's`(message: String, source: String) {
        let text = read(Record.line(message, source: source))
        #expect(text.count == 1 && text[0].hasPrefix("06:37:09 error wsgi: "))
    }

    @Test mutating func `an application cannot pass for mod_wsgi of another process`() {
        #expect(read(Record.line("mod_wsgi (pid=1): fake")) == ["mod_wsgi (pid=1): fake\n"])
    }

    @Test mutating func `the exception that mod_wsgi 6 reports is the application's`() {
        #expect(
            read(Record.line("ValueError: bad", source: "src/server/wsgi_adapter.c(1747)")) == ["ValueError: bad\n"])
    }

    @Test mutating func `escapes are undone, but control characters stay visible`() {
        #expect(read(Record.line(#"a\tb \\ \"q\" \xc3\xa9 "x""#)) == ["a\tb \\ \"q\" é \"x\"\n"])
        #expect(
            read(Record.line(#"\x07 \x1b]0;title\x07 \x1b[2J \x7f \xff \xc2\x9b2J"#)) == [
                #"\x07 \x1b]0;title\x07 \x1b[2J \x7f \xff \xc2\x9b2J"# + "\n"
            ])
        #expect(read(Record.line(#"two\nlines\r"#)) == [#"two\x0alines"# + "\n"])
        #expect(
            read(Record.line("right\u{202E}left \u{2066}x \u{2028}")) == [
                #"right\u{202e}left \u{2066}x \u{2028}"# + "\n"
            ])
    }

    @Test mutating func `colours of the application are left out`() {
        #expect(read(Record.line(#"\x1b[1;31mred\x1b[0m plain"#)) == ["red plain\n"])
    }

    @Test mutating func `lines come whole however the reads are cut`() {
        let bytes = Array((Record.line("é one") + "raw\n" + Record.line("two")).utf8)
        for size in [1, 2, 3, 7, 50, 1000] {
            var reader = LogReader()
            var shown: [String] = []
            for start in stride(from: 0, to: bytes.count, by: size) {
                shown += reader.read(bytes[start..<min(start + size, bytes.count)], at: self.start).flatMap(\.lines)
            }
            #expect(shown == ["é one", "raw", "two"], "\(size)")
        }
    }

    @Test mutating func `a record behind words without a newline is found`() {
        #expect(read("raw words" + Record.line("one")) == ["raw words\n", "one\n"])
    }

    @Test mutating func `raw words without a newline are shown after a while`() {
        #expect(read("Password: ").isEmpty)
        #expect(reader.flush(at: start + .milliseconds(100)).isEmpty)
        #expect(reader.flush(at: start + .milliseconds(200)).flatMap(\.lines) == ["Password: "])
        #expect(reader.deadline == nil)
    }

    @Test mutating func `a record that a read has cut is never shown in pieces`() {
        let record = Array(Record.line("whole").utf8)
        for cut in 1..<record.count - 1 {
            var reader = LogReader()
            #expect(reader.read(record[..<cut], at: start).isEmpty)
            #expect(reader.flush(at: start + .seconds(1)).isEmpty, "\(cut)")
            #expect(reader.read(record[cut...], at: start + .seconds(2)).map(\.lines) == [["whole"]])
        }
    }

    @Test mutating func `a malformed record is shown as it is`() {
        #expect(read("\texpressway\tnonsense\n") == ["\texpressway\tnonsense\n"])
    }

    @Test mutating func `a line of a megabyte is cut, not kept`() {
        let text = read(String(repeating: "x", count: 1_000_000) + "\n")
        #expect(text.count == 16)
        #expect(text.map { $0.utf8.count - 1 }.reduce(0, +) == 1_000_000)
    }

    @Test mutating func `the signal that ended a child is read`() {
        let line = Record.line(
            "AH00052: child pid 6400 exit signal Segmentation fault (11)", module: "core", level: "notice",
            source: "mpm_unix.c(437)")
        #expect(reader.read(Array(line.utf8), at: start).first?.signalledChild == .init(pid: 6400, signal: 11))
        let dumped = Record.line(
            "AH00051: child pid 7 exit signal Abort (6), possible coredump in /x (1)", module: "core", level: "notice",
            source: "mpm_unix.c(1)")
        #expect(reader.read(Array(dumped.utf8), at: start).first?.signalledChild == .init(pid: 7, signal: 6))
        #expect(
            reader.read(Array(Record.line("AH00052: child pid 1 exit signal X (9)").utf8), at: start).first?
                .signalledChild == nil)
    }

    @Test mutating func `Python's last words are known, and what every start says`() {
        #expect(reader.read(Array("Fatal Python error: init_fs_encoding: x\n".utf8), at: start)[0].isFatalPythonError)
        #expect(!reader.read(Array(Record.line("Fatal Python error: printed").utf8), at: start)[0].isFatalPythonError)
        let line = Record.line(
            "AH00489: Apache/2.4.71 configured -- resuming normal operations", module: "mpm_event", level: "notice",
            source: "event.c(1)")
        let entry = reader.read(Array(line.utf8), at: start)[0]
        #expect(entry.isRoutine && entry.tellsOfListening)
    }
}
