import Glibc

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
        kill(httpd.pid, SIGSTOP)
        kill(getpid(), SIGSTOP)
        // Here the shell has sent SIGCONT.
        atPrompt.restore()
        kill(httpd.pid, SIGCONT)
    }
}
