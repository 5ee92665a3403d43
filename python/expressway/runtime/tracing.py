"""Lets mod_wsgi log the traceback of an exception that leaves the application.

mod_wsgi 6 logs an exception by its `__traceback__`. Before Python 3.12 that is empty as long as no Python code has
caught the exception on its way out, and the log then holds its last line alone (measured with 6.1.1 and 3.11).
Catching and raising it again is enough.
"""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import Any

    Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

_LEFT_ALONE = ("mod_wsgi", f"{__package__}.exchange")


def traced(application: Application, is_instrumented: bool = False) -> Application:
    """The application, wrapped where this mod_wsgi and this Python need it, or where instruments lie around it.

    An application with the attribute `is_traced` does on its own what this would do; so does what is iterated over.
    """
    if getattr(application, "is_traced", False):
        return application
    version = getattr(sys.modules.get("mod_wsgi"), "version", (0, 0))
    if (tuple(version[:2]) < (5, 0) or sys.version_info >= (3, 12)) and not is_instrumented:
        return application

    def call(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        try:
            body = application(environ, start_response)
        except BaseException as error:
            _leave_out_our_frames(error)
            raise
        # Lists cannot fail; a file wrapper is known to mod_wsgi by its type.
        if isinstance(body, (list, tuple)) or type(body).__module__ in _LEFT_ALONE:
            return body
        return _TracedBody(body)

    return call


class _TracedBody:
    __slots__ = ("_body", "_iterator")

    def __init__(self, body: Iterable[bytes]) -> None:
        self._body = body
        self._iterator: Iterator[bytes] | None = None

    def __iter__(self) -> _TracedBody:
        return self

    def __next__(self) -> bytes:
        try:
            if self._iterator is None:
                self._iterator = iter(self._body)
            return next(self._iterator)
        except StopIteration:
            raise
        except BaseException as error:
            _leave_out_our_frames(error)
            raise

    def close(self) -> None:
        close = getattr(self._body, "close", None)
        if close is None:
            return
        try:
            close()
        except BaseException as error:
            _leave_out_our_frames(error)
            raise


def _leave_out_our_frames(error: BaseException) -> None:
    """What is left begins with the application; all of it where the error is the runtime's own."""
    from .failure import without_runtime  # dear, and not needed when all goes well

    error.__traceback__ = without_runtime(error.__traceback__) or error.__traceback__
