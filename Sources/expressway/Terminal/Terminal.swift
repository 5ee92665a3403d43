import CProcess
import Diagnostics
import FileReading
import Glibc

/// The screen: the only place that prints.
enum Terminal {
    /// Whether colours may be used on a descriptor. Source: no-color.org.
    static func isColoured(_ descriptor: Int32) -> Bool {
        isatty(descriptor) == 1 && ProcessEnvironment.nonEmpty("NO_COLOR") == nil
            && ProcessEnvironment["TERM"] != "dumb"
    }

    static func print(_ text: String) {
        write(text + "\n", to: STDOUT_FILENO)
    }

    static func printError(_ text: String) {
        write(text + "\n", to: STDERR_FILENO)
    }

    static func show(_ diagnostic: Diagnostic) {
        printError(diagnostic.rendered(coloured: isColoured(STDERR_FILENO)))
    }

    static func show(_ findings: Findings) {
        printError(findings.all.map { $0.rendered(coloured: isColoured(STDERR_FILENO)) }.joined(separator: "\n\n"))
    }

    /// Nobody reads any more, as in `expressway … | head`: what else is said goes nowhere, and the supervisor ends the server in good order.
    private static func loseReader(of descriptor: Int32) {
        let nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC)
        guard nowhere >= 0 else { return }
        dup2(nowhere, descriptor)
        close(nowhere)
        kill(getpid(), SIGTERM)
    }

    /// Nobody reads, and somebody has asked us to end: what else is said is dropped. Touched by the main thread alone, as all that prints.
    private nonisolated(unsafe) static var readerSleeps = false

    /// Whether more can be written: waits for a reader that is slow, but not while a signal asks us to end.
    private static func awaitReader(of descriptor: Int32) -> Bool {
        let signals = EndingSignals.all
        guard expressway_writable(descriptor, signals, Int32(signals.count), readerSleeps ? 0 : 1) == 0 else {
            return true
        }
        readerSleeps = true
        return false
    }

    /// A pipe that can be written to takes so much at once. Source: pipe(7), PIPE_BUF.
    private static let mostBytesAtOnce = 4096

    /// A terminal that is gone, or a reader that has closed its pipe, is no reason to stop.
    static func write(_ text: String, to descriptor: Int32) {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            guard awaitReader(of: descriptor) else { return }
            let count = bytes.prefix(mostBytesAtOnce).withUnsafeBytes {
                Glibc.write(descriptor, $0.baseAddress, $0.count)
            }
            if count > 0 {
                bytes = bytes.dropFirst(count)
            } else if errno == EAGAIN {
                var wait = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                poll(&wait, 1, 1000)
            } else if errno == EPIPE {
                loseReader(of: descriptor)
                return
            } else if errno != EINTR {
                return
            }
        }
    }
}
