"""Holds application and server to the letter of WSGI, so that what other servers let pass is shown."""

from __future__ import annotations

import sys
import warnings
from wsgiref.validate import WSGIWarning, validator

TYPE_CHECKING = False  # `typing` itself is costly to import; type checkers read this name as true.
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import Any

    Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class Validation:
    """The checks of `wsgiref.validate`, whose findings are told in one line before they become a 500."""

    __slots__ = ()

    def wrap(self, application: Application) -> Application:
        """The application between two checks: of what it is given, and of what it gives back."""
        validated = validator(application)

        def call(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
            request = f"{environ.get('REQUEST_METHOD')} {environ.get('SCRIPT_NAME', '')}{environ.get('PATH_INFO', '')}"
            try:
                return _ValidatedBody(validated(environ, start_response), request)
            except AssertionError as error:
                _tell(error, request)
                raise

        return call


class _ValidatedBody:
    """What the validator returns, with its findings told. A file wrapper is iterated: only so its bytes are seen."""

    __slots__ = ("_body", "_iterator", "_request")

    def __init__(self, body: Iterable[bytes], request: str) -> None:
        self._body = body
        self._request = request
        self._iterator: Iterator[bytes] | None = None

    def __iter__(self) -> _ValidatedBody:
        return self

    def __next__(self) -> bytes:
        try:
            if self._iterator is None:
                self._iterator = iter(self._body)
            return next(self._iterator)
        except AssertionError as error:
            _tell(error, self._request)
            raise

    def close(self) -> None:
        try:
            self._body.close()  # type: ignore[attr-defined]  # the validator's own iterator, which has it
        except AssertionError as error:
            _tell(error, self._request)
            raise


def begin(_configuration: object) -> Validation:
    """There is nothing to configure. What the validator only warns of is said each time, not once for a process."""
    warnings.filterwarnings("always", category=WSGIWarning)
    return Validation()


def _tell(error: AssertionError, request: str) -> None:
    """Says what was found, if the validator found it: the application has assertions of its own."""
    frames = error.__traceback__
    while frames is not None and frames.tb_next is not None:
        frames = frames.tb_next
    if frames is None or frames.tb_frame.f_code.co_filename != validator.__code__.co_filename:
        return
    message = " ".join(str(error).split()) or "a check of wsgiref.validate failed"
    sys.stderr.write(f"expressway: not valid WSGI (PEP 3333) at {request}: {message}\n")
    sys.stderr.flush()
