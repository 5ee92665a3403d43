import CProcess
import Glibc

/// A process that ends Apache's group when the engine is killed. The parent-death signal alone leaves too much: Apache's parent, once it has SIGTERM,
/// waits up to 13 seconds for a request that hangs, keeps the port meanwhile, and nobody is left to lose patience.
final class Guard {
    private static let grace: Int32 = 1000

    private let process: pid_t
    private let life: Int32

    /// nil: no process can be made any more; the parent-death signal has to do.
    init?(group: Int32) {
        var process: pid_t = 0
        var life: Int32 = -1
        guard expressway_guard_start(group, Self.grace, &process, &life) == 0 else { return nil }
        self.process = process
        self.life = life
    }

    deinit { expressway_guard_dismiss(process, life) }
}
