"""Tells the engine what becomes of this process, as `docs/reference/runtime-protocol.md` lays down."""

from __future__ import annotations

import os
import time
from errno import ENXIO
from stat import S_ISFIFO

LONGEST_LINE = 4096  # bytes; the kernel does not mix writes to a pipe up to this length (PIPE_BUF on Linux)
LONGEST_TRACEBACK = 24_000  # bytes as sent; two processes that fail together fit into a pipe that nobody has read yet
LONGEST_WAIT = 2.0  # seconds for a reader to make room; many processes may fail at once


class Reporter:
    """Writes to the FIFO in the server root. A reader that is not there never disturbs the application."""

    __slots__ = ("path",)

    def __init__(self, path: str | None) -> None:
        self.path = path

    def report(self, event: str, text: str) -> bool:
        """Sends one line, `text` cut to what it holds; False when nobody could be told."""
        return self._send([_line(event, text)[0]])

    def report_failure(self, text: str) -> bool:
        """Sends the traceback in as many lines as it takes, then its last line; False when nobody could be told.

        A reader that has just gone away is about to stop the server, and has been told by another process: that is
        no reason to say it again elsewhere.
        """
        whole = _shortened(text)
        lines = []
        while whole:
            line, length = _line("traceback", whole)
            lines.append(line)
            whole = whole[length:]
        lines.append(_line("failed", text.rstrip("\n").rpartition("\n")[2])[0])
        return self._send(lines)

    def _send(self, lines: list[bytes]) -> bool:
        if not self.path:
            return False
        try:
            descriptor = os.open(self.path, os.O_WRONLY | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOFOLLOW)
        except OSError as error:
            return error.errno == ENXIO
        try:
            if not S_ISFIFO(os.fstat(descriptor).st_mode):
                return False
            deadline = time.monotonic() + LONGEST_WAIT
            for line in lines:
                _write(descriptor, line, deadline)
        except OSError:
            return False
        finally:
            os.close(descriptor)
        return True


def _write(descriptor: int, line: bytes, deadline: float) -> None:
    """Waits for room in the pipe until the deadline."""
    while True:
        try:
            os.write(descriptor, line)
            return
        except BlockingIOError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.005)


def _shortened(text: str) -> str:
    """The text, or its two ends when it is longer than LONGEST_TRACEBACK."""
    shortened, kept = text, len(text)
    while len(shortened.encode("unicode_escape")) > LONGEST_TRACEBACK:
        kept = kept * 3 // 4
        half = kept // 2
        shortened = f"{text[:half]}\n  … {len(text) - 2 * half} characters left out …\n{text[-half:]}"
    return shortened


def _line(event: str, text: str) -> tuple[bytes, int]:
    """One line of the protocol with as much of the text's beginning as it holds, and how many characters that is."""
    start = f"{event}\t{os.getpid()}\t".encode("ascii")
    length = min(len(text), LONGEST_LINE)
    while True:
        encoded = text[:length].encode("unicode_escape")
        excess = len(start) + len(encoded) + 1 - LONGEST_LINE
        if excess <= 0:
            return start + encoded + b"\n", length
        length -= max(1, excess // 10)  # an escape has at most ten characters
