"""A response that keeps what passes, and never more than one piece ahead of the server."""

from __future__ import annotations

TYPE_CHECKING = False  # `typing` itself is costly to import; type checkers read this name as true.
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    from .exchange import Exchange


class RecordedResponse:
    """For one piece that the application yields, one piece to the server."""

    __slots__ = ("_body", "_exchange", "_iterator")

    def __init__(self, body: Iterable[bytes], exchange: Exchange) -> None:
        self._body = body
        self._exchange = exchange
        self._iterator: Iterator[bytes] | None = None

    def __iter__(self) -> RecordedResponse:
        return self

    def __next__(self) -> bytes:
        try:
            if self._iterator is None:
                self._iterator = iter(self._body)
            piece = next(self._iterator)
        except StopIteration:
            self._exchange.is_complete = True
            raise
        except BaseException as error:
            self._exchange.fail("iteration", error)
            raise
        self._exchange.give(piece)
        return piece

    def close(self) -> None:
        try:
            close = getattr(self._body, "close", None)
            if close is not None:
                close()
        except BaseException as error:
            self._exchange.fail("close", error)
            raise
        finally:
            self._exchange.finish()


class RecordedSizedResponse(RecordedResponse):
    """A server may use the length: one piece makes a Content-Length. Source: PEP 3333."""

    __slots__ = ()

    def __len__(self) -> int:
        return len(self._body)  # type: ignore[arg-type]


class RecordedSequence(RecordedSizedResponse):
    """mod_wsgi asks for the length of sequences alone, and tells them by this method."""

    __slots__ = ()

    def __getitem__(self, index: Any) -> Any:
        return self._body[index]  # type: ignore[index]


def recorded_response(body: Iterable[bytes], exchange: Exchange) -> RecordedResponse:
    kind = type(body)
    if not hasattr(kind, "__len__"):
        return RecordedResponse(body, exchange)
    return (RecordedSequence if hasattr(kind, "__getitem__") else RecordedSizedResponse)(body, exchange)
