import Foundation
import Testing

@testable import Supervision

@Suite struct ReportReaderTests {
    private func read(_ text: String) -> [ProcessReport] {
        var reader = ReportReader()
        return reader.read(Array(text.utf8))
    }

    @Test func `the events of the protocol are read`() {
        let text =
            "importing\t12\tapp.wsgi\nready\t12\t0.25\ntraceback\t13\ta\\n\\tb\nfailed\t13\tValueError: \\xe9\\u20ac\\U0001f600\n"
        #expect(
            read(text) == [
                .init(pid: 12, event: .importing(entryPoint: "app.wsgi")),
                .init(pid: 12, event: .ready(importing: .milliseconds(250))),
                .init(pid: 13, event: .traceback(piece: "a\n\tb")),
                .init(pid: 13, event: .failed(summary: "ValueError: é€😀")),
            ])
    }

    @Test(arguments: ["", "x", "ready\t12", "ready\tx\t1", "ready\t-5\t1", "ready\t1\t1", "unknown\t12\tx", "\t\t"])
    func `malformed lines are passed over`(line: String) {
        #expect(read(line + "\nready\t12\tnan\n") == [.init(pid: 12, event: .ready(importing: nil))])
    }

    @Test func `lines may come in pieces, and longer ones than the protocol allows are dropped`() {
        var reader = ReportReader()
        #expect(reader.read(Array("rea".utf8)).isEmpty)
        #expect(reader.read(Array("dy\t12\t1\n".utf8)).count == 1)
        #expect(reader.read(Array(("ready\t12\t" + String(repeating: "1", count: 10000)).utf8)).isEmpty)
        #expect(reader.read(Array("\nready\t12\t1\n".utf8)).count == 1)
    }

    @Test func `what Python escapes is read as Python meant it`() throws {
        let python = Process()
        python.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
        python.arguments = [
            "-c",
            #"import sys; t=''.join(map(chr, [*range(0x300), 0x20ac, 0x1f600])); sys.stdout.buffer.write(t.encode('unicode_escape')+b'\n'+t.encode())"#,
        ]
        let pipe = Foundation.Pipe()
        python.standardOutput = pipe
        try python.run()
        let parts = pipe.fileHandleForReading.readDataToEndOfFile().split(separator: 10, maxSplits: 1)
        #expect(Array(PythonEscapes.decode(parts[0]).utf8) == Array(parts[1]))
    }

    @Test func `a traceback without end is bounded`() {
        var process = SupervisedProcess()
        for _ in 0..<1000 { process.add(traceback: String(repeating: "x", count: 4000)) }
        #expect(process.traceback.utf8.count <= SupervisedProcess.longestTraceback)
    }
}
