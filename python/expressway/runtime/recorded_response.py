"""What the server gets in place of a response that has a length."""

from __future__ import annotations

TYPE_CHECKING = False  # `typing` itself is costly to import; type checkers read this name as true.
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    from .exchange import Exchange


class RecordedSizedResponse:
    """A server may use the length: one piece makes a Content-Length. Source: PEP 3333."""

    __slots__ = ("_body", "_exchange")

    def __init__(self, body: Iterable[bytes], exchange: Exchange) -> None:
        self._body = body
        self._exchange = exchange

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._exchange)

    def __len__(self) -> int:
        return len(self._body)  # type: ignore[arg-type]

    def close(self) -> None:
        self._exchange.close()


class RecordedSequence(RecordedSizedResponse):
    """mod_wsgi asks for the length of sequences alone, and tells them by this method."""

    __slots__ = ()

    def __getitem__(self, index: Any) -> Any:
        return self._body[index]  # type: ignore[index]
