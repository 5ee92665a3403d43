import Glibc

/// How the terminal reads its keyboard. A debugger that is ended in the middle of a line leaves it without echo.
struct TerminalModes {
    private let saved: termios?

    /// The modes as they are now; nothing where standard input is no terminal.
    init() {
        var modes = termios()
        saved = tcgetattr(STDIN_FILENO, &modes) == 0 ? modes : nil
    }

    func restore() {
        guard var modes = saved else { return }
        tcsetattr(STDIN_FILENO, TCSADRAIN, &modes)
    }
}
