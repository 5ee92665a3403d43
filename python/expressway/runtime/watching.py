"""Calls the application under a debugger: each request is traced as the debugger asks, and what it raises is examined.

A request has three stages that can raise: the call, the iteration of the response, and its `close()`. mod_wsgi runs
them on one thread, which Apache has made.
"""

from __future__ import annotations

import sys
import threading
from bdb import BdbQuit

from .failure import without_runtime
from .prompting import printable

TYPE_CHECKING = False  # `typing` itself is costly to import; type checkers read this name as true.
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from types import FrameType
    from typing import Any, Protocol

    Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

    class Debugger(Protocol):
        """What each of the debuggers does for a request."""

        def begin_request(self, frame: FrameType) -> None:
            """A request begins on this thread; nothing outside of `frame` belongs to it."""

        def enter(self) -> None:
            """A stage of the request begins: trace this thread, if there is a reason to."""

        def leave(self) -> None:
            """The stage ends: leave the thread as it was."""

        def examine(self, error: BaseException, title: str) -> None:
            """Lets a person look at what was raised, and returns."""


class EndedInTheDebugger(BaseException):
    """A person has left the debugger in the middle of a request.

    Not an Exception: no handler of the application's may take it for an error of its own.
    """

    def __str__(self) -> str:
        return "the request was ended in the debugger"


WORDS = {
    "call": "",
    "response": ", while its response was read",
    "close": ", while its response was closed",
}
ENDED = b"The request was ended in the debugger.\n"

_nothing_more = object()
_on_this_thread = threading.local()


def watched(application: Application, debugger: Debugger) -> Application:
    """The application under the debugger."""

    def call(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        request = _Request(debugger, environ)
        debugger.begin_request(sys._getframe())
        try:
            body: Iterable[bytes] = request.run("call", application, environ, start_response)
        except EndedInTheDebugger:
            return _answer(start_response)
        except BaseException as error:
            error.__traceback__ = without_runtime(error.__traceback__)
            raise
        # Lists cannot fail; a file wrapper is known to mod_wsgi by its type.
        if isinstance(body, (list, tuple)) or type(body).__module__ == "mod_wsgi":
            return body
        return _WatchedBody(request, body, start_response)

    return call


def examine_here(error: BaseException | None) -> None:
    """Examines an exception that will not leave the application, because a framework makes a response of it."""
    request = getattr(_on_this_thread, "request", None)
    if request is not None and error is not None:
        request.examine(error, "call")


class _Request:
    __slots__ = ("debugger", "examined", "title")

    def __init__(self, debugger: Debugger, environ: dict[str, Any]) -> None:
        self.debugger = debugger
        self.examined: BaseException | None = None
        path = environ.get("SCRIPT_NAME", "") + environ.get("PATH_INFO", "")
        readable = path.encode("latin-1", "replace").decode("utf-8", "replace")
        self.title = printable(f"{environ.get('REQUEST_METHOD', '')} {readable}")

    def run(self, stage: str, function: Callable[..., Any], *arguments: Any) -> Any:
        """The result of the function, run as a stage of this request."""
        outer = getattr(_on_this_thread, "request", None)
        _on_this_thread.request = self
        self.debugger.enter()
        try:
            return function(*arguments)
        except (BdbQuit, EndedInTheDebugger):
            raise EndedInTheDebugger from None
        except BaseException as error:
            self.examine(error, stage)
            raise
        finally:
            self.debugger.leave()
            _on_this_thread.request = outer
            # Its frames hold this request: a ring, which would keep all that the request has until the collector comes.
            self.examined = None

    def examine(self, error: BaseException, stage: str) -> None:
        if error is self.examined or not _is_worth_a_look(error):
            return
        self.examined = error
        self.debugger.examine(error, self.title + WORDS[stage])


def _is_worth_a_look(error: BaseException) -> bool:
    """Not when somebody asked for the end, nor when the browser went away: neither is an error of the application's."""
    if isinstance(error, (SystemExit, KeyboardInterrupt, GeneratorExit, BdbQuit, EndedInTheDebugger)):
        return False
    link: BaseException | None = error
    while link is not None:
        # Source: the texts in mod_wsgi 4.9.4 and 6.1.1; Django and others raise their own from it.
        if isinstance(link, OSError) and str(link).startswith("Apache/mod_wsgi "):
            return False
        link = link.__cause__
    return True


def _answer(start_response: Callable[..., Any]) -> list[bytes]:
    """A plain response; raises EndedInTheDebugger again where the application's own has been sent already."""
    headers = [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", str(len(ENDED)))]
    start_response("500 Internal Server Error", headers, sys.exc_info())
    return [ENDED]


class _WatchedBody:
    __slots__ = ("_body", "_has_begun", "_is_over", "_iterator", "_request", "_start_response")

    def __init__(self, request: _Request, body: Iterable[bytes], start_response: Callable[..., Any]) -> None:
        self._request = request
        self._body = body
        self._start_response = start_response
        self._iterator: Iterator[bytes] | None = None
        self._has_begun = self._is_over = False

    def __iter__(self) -> _WatchedBody:
        return self

    def __next__(self) -> bytes:
        if self._is_over:
            raise StopIteration
        try:
            if self._iterator is None:
                self._iterator = self._request.run("response", iter, self._body)
            piece: Any = self._request.run("response", next, self._iterator, _nothing_more)
        except EndedInTheDebugger:
            self._is_over = True
            if self._has_begun:
                raise
            return _answer(self._start_response)[0]
        except BaseException as error:
            error.__traceback__ = without_runtime(error.__traceback__)
            raise
        if piece is _nothing_more:
            raise StopIteration
        self._has_begun = self._has_begun or bool(piece)
        return piece  # type: ignore[no-any-return]

    def close(self) -> None:
        close = getattr(self._body, "close", None)
        if close is None:
            return
        try:
            self._request.run("close", close)
        except EndedInTheDebugger:
            return  # the response is complete
        except BaseException as error:
            error.__traceback__ = without_runtime(error.__traceback__)
            raise
