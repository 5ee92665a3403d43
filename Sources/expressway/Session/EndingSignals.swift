import Glibc

/// The signals that ask the engine to end.
enum EndingSignals {
    static let all = [SIGINT, SIGTERM, SIGHUP, SIGQUIT]

    /// From now on they wait until the supervisor reads them; one that comes after it has returned, while the server root is removed, waits for ever.
    /// What the engine starts does not inherit this: a spawn sets the mask of its own.
    static func hold() {
        var signals = sigset_t()
        sigemptyset(&signals)
        for signal in all { sigaddset(&signals, signal) }
        sigprocmask(SIG_BLOCK, &signals, nil)
    }
}
