"""A server on a terminal: a pseudo-terminal that is its controlling terminal, as in a window of its own."""

import fcntl
import os
import pty
import struct
import subprocess
import termios
from collections.abc import Sequence
from pathlib import Path

from harness.environments import SYSTEM_PYTHON
from harness.people import Person
from harness.processes import Process
from harness.running import Server, Word
from harness.waiting import wait_for

# Makes its standard input the controlling terminal of its new session and becomes the command.
_TAKE_THE_TERMINAL = (
    "import fcntl, os, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); os.execv(sys.argv[1], sys.argv[1:])"
)


class Terminal(Server):
    """A server in a terminal window of 24 lines and 80 columns."""

    def __init__(
        self,
        port: int,
        command: Sequence[Word],
        *,
        person: Person,
        directory: Path,
        environment: dict[str, str],
        mark: str,
        output_in_a_pipe: bool = False,
    ) -> None:
        self._window, inner = pty.openpty()
        self._is_open = True
        fcntl.ioctl(inner, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        person.owns(os.ttyname(inner))
        super().__init__(
            port,
            [SYSTEM_PYTHON, "-S", "-E", "-c", _TAKE_THE_TERMINAL, *command],
            person=person,
            directory=directory,
            environment=environment,
            mark=mark,
            stdin=inner,
            stdout=subprocess.PIPE if output_in_a_pipe else inner,
            stderr=subprocess.STDOUT,
        )
        os.close(inner)
        self._read(self._window)
        wait_for("the terminal is the session's", self._has_terminal, within=5, every=0.001)

    def _has_terminal(self) -> bool:
        """Whether Ctrl-C would reach anybody yet."""
        stat = Path(f"/proc/{self.popen.pid}/stat").read_text(errors="replace")
        return stat.rpartition(")")[2].split()[4] != "0"

    def type(self, keys: bytes) -> None:
        os.write(self._window, keys)

    def press_control_z(self) -> None:
        self.type(b"\x1a")

    @property
    def echoes(self) -> bool:
        """Whether what is typed is shown, and read line by line, as in a shell that waits for a command."""
        local_modes = termios.tcgetattr(self._window)[3]
        return bool(local_modes & termios.ECHO) and bool(local_modes & termios.ICANON)

    def press_control_c(self) -> None:
        self.type(b"\x03")

    def resize(self, rows: int, columns: int) -> None:
        """As a person who drags the window's corner: the kernel sends SIGWINCH to the foreground process group."""
        fcntl.ioctl(self._window, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def close(self) -> None:
        """Closes the window: the kernel sends SIGHUP."""
        if self._is_open:
            self._is_open = False
            self.stop_reading()
            os.close(self._window)

    def put_away(self) -> set[Process]:
        left = super().put_away()
        self.close()
        return left
