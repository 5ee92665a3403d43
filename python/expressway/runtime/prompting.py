"""The terminal while a debugger asks there: one prompt at a time, on the real keyboard and screen.

In debug mode the server shares the terminal with the engine. Apache has blocked all signals in every thread, so that
what a terminal otherwise tells a program by a signal has to be found out.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from contextlib import contextmanager, suppress

TYPE_CHECKING = False  # `typing` itself is costly to import; type checkers read this name as true.
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

KEYBOARD, LOG = 0, 2  # descriptors
LOOK_EVERY = 0.1  # seconds between two looks at whether the terminal is ours
LONGEST_WAIT_FOR_THE_LOG = 0.5  # seconds
AFTERWORD = 0.03  # seconds; the engine keeps a traceback for 20 ms, in case that there is more of it

_one_at_a_time = threading.RLock()


class Suspensions:
    """How often the server has come into the background. Source: docs/reference/runtime-protocol.md, "Instruments".

    A prompt that reads there is told that its input has ended. By the time that Python hears of it, the server may be
    in the foreground again.
    """

    def __init__(self) -> None:
        self.path: str | None = None
        self._seen = 0

    def look(self) -> bool:
        """Whether there were more since the last look."""
        before, self._seen = self._seen, self._count()
        return self._seen > before

    def _count(self) -> int:
        if self.path is None:
            return 0
        try:
            return os.stat(self.path).st_size
        except OSError:
            return 0  # the engine makes the file at the first


suspensions = Suspensions()


@contextmanager
def conversation() -> Iterator[None]:
    """Keeps the terminal for one debugger, and leaves its modes and Python's streams as they were."""
    with _one_at_a_time:
        _let_the_log_be_read()
        wait_for_the_foreground()
        suspensions.look()
        streams = sys.stdin, sys.stdout
        # What the application does to its own output is no business of the prompt.
        sys.stdin, sys.stdout = keyboard_and_screen()
        modes = _modes()
        try:
            yield
        finally:
            _put_back(modes)
            with suppress(OSError, ValueError):
                sys.stdout.flush()
            sys.stdin, sys.stdout = streams


def keyboard_and_screen() -> tuple[Any, Any]:
    """Python's own streams wherever they are there; only on them does `input` offer line editing."""
    return sys.__stdin__ or sys.stdin, sys.__stdout__ or sys.stdout


def say(text: str) -> None:
    """Prints to the terminal. A terminal that is gone is no reason to disturb a request."""
    with suppress(OSError, ValueError):
        screen = keyboard_and_screen()[1]
        screen.write(f"{text}\n")  # in one: in the background, the shell writes as well
        screen.flush()


def printable(text: str) -> str:
    """The text without characters that would steer the terminal."""
    return "".join(
        character if character.isprintable() or character in "\n\t" else ascii(character)[1:-1] for character in text
    )


def is_in_the_background() -> bool:
    """Whether the shell has given the terminal to another job; False where there is no terminal."""
    try:
        return os.tcgetpgrp(KEYBOARD) != os.getpgrp()
    except OSError:
        return False


def wait_for_the_foreground() -> None:
    """Returns when the keyboard is ours: at once, unless the server was sent to the background."""
    if not is_in_the_background():
        return
    say("expressway: the debugger waits for the keyboard; bring the server back with: fg")
    while is_in_the_background():
        time.sleep(LOOK_EVERY)  # the kernel tells by signals alone, and Apache takes all of them


def follow_the_window() -> None:
    """Tells the line editor the width that the terminal has now: SIGWINCH never comes through."""
    try:
        import ctypes
        import readline

        if readline.__file__:
            ctypes.CDLL(readline.__file__).rl_reset_screen_size()
    except (ImportError, OSError, AttributeError):
        pass  # no readline, or another one: long lines wrap where the window used to end


def _let_the_log_be_read() -> None:
    """Waits until the engine has taken what was logged before, so that it is not shown in the middle of the prompt."""
    with suppress(OSError, ValueError):
        sys.stdout.flush()
    with suppress(OSError, ValueError):
        sys.stderr.flush()
    try:
        import fcntl
        import struct
        import termios

        deadline = time.monotonic() + LONGEST_WAIT_FOR_THE_LOG
        while time.monotonic() < deadline:
            unread = fcntl.ioctl(LOG, termios.FIONREAD, b"\0" * 4)
            if struct.unpack("i", unread)[0] == 0:
                time.sleep(AFTERWORD)
                return
            time.sleep(0.005)
    except (ImportError, OSError):
        return  # no pipe


def _modes() -> list[Any] | None:
    try:
        import termios

        return termios.tcgetattr(KEYBOARD)
    except (ImportError, OSError, termios.error):
        return None


def _put_back(modes: list[Any] | None) -> None:
    if modes is None:
        return
    import termios

    with suppress(OSError, termios.error):
        termios.tcsetattr(KEYBOARD, termios.TCSADRAIN, modes)
