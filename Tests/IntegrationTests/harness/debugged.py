"""A server under a debugger, on a terminal."""

import re
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from http.client import HTTPException

from harness import web
from harness.laboratory import Laboratory
from harness.running import plain
from harness.terminal import Terminal
from harness.waiting import wait_for

PROMPT = r"\(Pdb\) "
VIEWS = """
def home():
    number = 41
    number += 1
    return [str(number).encode()]

def fails():
    secret = "sesame"
    raise LookupError("no book in the shelf")

def stream():
    yield b"one "
    piece = b"two "
    yield piece
    raise LookupError("torn")

def calls_pdb():
    import pdb; pdb.set_trace()
    return [b"done"]

def stops():
    number = 1
    breakpoint()
    number += 1
    return [str(number).encode()]
"""
APPLICATION = """
import views

def application(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain")])
    return getattr(views, environ["PATH_INFO"].strip("/") or "home")()
"""


def write_application(laboratory: Laboratory) -> None:
    laboratory.write("app.wsgi", APPLICATION)
    laboratory.write("views.py", VIEWS)


class Debugged:
    """A server under a debugger, its terminal, and a browser."""

    def __init__(self, laboratory: Laboratory, terminal: Terminal) -> None:
        self.laboratory = laboratory
        self.terminal = terminal
        self.read = 0
        self._browser = ThreadPoolExecutor(4)

    @property
    def unread(self) -> str:
        return plain(self.terminal.output)[self.read :]

    def expect(self, pattern: str, within: float = 20) -> re.Match[str]:
        """Waits for PATTERN in what was printed after the last that was expected."""
        try:
            found = wait_for(f"output with {pattern!r}", lambda: re.search(pattern, self.unread), within=within)
        except AssertionError as error:
            raise AssertionError(f"{error}\n{self.terminal.output}") from None
        self.read += found.end()
        return found

    def type(self, line: str) -> None:
        self.terminal.type(line.encode() + b"\n")

    def ask(self, path: str) -> "Future[web.Response]":
        """A request that nobody waits for yet."""
        return self._browser.submit(web.request, self.terminal.port, path, timeout=60)

    def serve(self) -> None:
        """Waits until a request would be taken."""
        self.expect("Ready after")
        self.terminal.take_note()

    def assert_over(self, within: float = 3) -> int:
        """The server ends, nothing of it is left, and the terminal is as a shell wants it."""
        code = self.terminal.wait(within)
        self.terminal.assert_nothing_left(within=2)
        assert self.terminal.echoes
        self.laboratory.assert_private_directories_are_empty()
        return code

    def stop(self) -> None:
        self.terminal.take_note()
        self.terminal.press_control_c()
        self.assert_over()


StartDebugging = Callable[..., Debugged]


def lost(answer: "Future[web.Response]") -> bool:
    """Whether the server hung up without a response."""
    try:
        answer.result(20)
    except (OSError, HTTPException):
        return True
    return False
