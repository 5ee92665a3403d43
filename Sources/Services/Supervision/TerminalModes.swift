import Glibc

/// How the terminal reads its keyboard. A prompt that is ended in the middle of a line leaves it without echo.
struct TerminalModes {
    private let modes: termios?

    /// The modes as they are now; nothing where standard input is no terminal.
    init() {
        var modes = termios()
        self.modes = tcgetattr(STDIN_FILENO, &modes) == 0 ? modes : nil
    }

    /// Whether this process may change them; one in the background would be stopped for it.
    static var areOurs: Bool {
        tcgetpgrp(STDIN_FILENO) == getpgrp()
    }

    func restore() {
        guard var modes, Self.areOurs else { return }
        tcsetattr(STDIN_FILENO, TCSADRAIN, &modes)
    }

    /// Takes back what a prompt has asked of the terminal's own features and can take back no more: bracketed paste, application keys, a hidden
    /// cursor. Source: xterm control sequences.
    ///
    /// - Parameter fillsScreen: whether the prompt draws on the terminal's second screen. Whoever leaves that without having entered it loses
    ///   the place of the cursor, so this is for such a prompt alone.
    func restoreAfterPrompt(fillsScreen: Bool) {
        restore()
        guard modes != nil, isatty(STDOUT_FILENO) == 1 else { return }
        let screen = fillsScreen ? "\u{1B}[?1000l\u{1B}[?1002l\u{1B}[?1006l\u{1B}[0m\u{1B}[?1049l" : ""
        let text = Array("\(screen)\u{1B}[?2004l\u{1B}[?1l\u{1B}>\u{1B}[?25h".utf8)
        _ = text.withUnsafeBytes { write(STDOUT_FILENO, $0.baseAddress, $0.count) }
    }
}
