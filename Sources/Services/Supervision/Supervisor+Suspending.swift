import Glibc
import SystemPackage

/// Ctrl-Z and `fg` in debug mode. Apache blocks SIGTSTP, and its prompt would go on reading the keyboard that the shell has back.
/// `docs/decisions/0011-debug-mode.md` has what was measured.
extension Supervisor {
    /// Stops Apache and this process; returns when the shell lets both go on.
    func suspend() {
        let atPrompt = TerminalModes()
        if plan.promptFillsScreen {
            initialModes?.restoreAfterPrompt(fillsScreen: true)
        } else {
            initialModes?.restore()
        }
        // Before anybody goes on: the shell wakes Apache as well, and does not wait for this process.
        let suspension = plan.suspensions.flatMap { Suspension(in: $0) }
        kill(httpd.pid, SIGSTOP)
        kill(getpid(), SIGSTOP)
        // Here the shell has sent SIGCONT.
        if TerminalModes.areOurs { suspension?.takeBack() }
        atPrompt.restore()
        kill(httpd.pid, SIGCONT)
    }
}

/// A byte in the file by which a debugger learns that the end of its input was none: a keyboard that the shell has cannot be read.
private struct Suspension {
    private let file: Descriptor
    private let length: off_t

    init?(in path: FilePath) {
        let descriptor = path.withPlatformString {
            open($0, O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW | O_CLOEXEC, 0o644)
        }
        guard descriptor >= 0 else { return nil }
        file = Descriptor(descriptor)
        length = lseek(descriptor, 0, SEEK_END)
        _ = write(descriptor, "s", 1)
    }

    /// Brought back to the foreground, the server has not been in the background.
    func takeBack() {
        ftruncate(file.value, length)
    }
}
