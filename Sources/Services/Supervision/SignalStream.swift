import CProcess
import Glibc
import SystemPackage

/// The signals that end or concern a supervisor, as something to poll. They are blocked in this thread as long as it lives.
final class SignalStream {
    /// SIGTSTP is left alone, unless the terminal is Apache's as well: Ctrl-Z stops the engine, Apache goes on.
    static let ending: [Int32] = [SIGINT, SIGTERM, SIGHUP, SIGQUIT]

    /// SIGUSR2 asks for reports. Left alone where there are none to write, it would end the engine.
    private static let concerning: [Int32] = [SIGCHLD, SIGUSR2]

    let descriptor: Descriptor
    private let previous: UnsafeMutableRawPointer

    /// - Parameter more: what else comes here: Ctrl-Z, say.
    init(and more: [Int32]) throws(SupervisionError) {
        previous = .allocate(byteCount: expressway_signal_mask_size(), alignment: 16)
        let signals = Self.ending + Self.concerning + more
        let result = expressway_signals_open(signals, Int32(signals.count), previous)
        guard result >= 0 else {
            previous.deallocate()
            throw .signals(Errno(rawValue: -result))
        }
        descriptor = Descriptor(result)
    }

    deinit {
        // What still waits would otherwise end the process as soon as the mask is as before; where it was blocked before, the next supervisor gets it.
        if sigismember(previous.assumingMemoryBound(to: sigset_t.self), SIGINT) != 1 {
            while expressway_signals_read(descriptor.value) > 0 {}
        }
        _ = expressway_signals_restore(previous)
        previous.deallocate()
    }

    /// The next one that waits.
    func next() -> Int32? {
        let signal = expressway_signals_read(descriptor.value)
        return signal > 0 ? signal : nil
    }
}
