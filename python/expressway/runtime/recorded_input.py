"""`wsgi.input` that keeps what the application reads, when it reads it."""

from __future__ import annotations

TYPE_CHECKING = False  # `typing` itself is costly to import; type checkers read this name as true.
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from .recorded_body import RecordedBody


class RecordedInput:
    """Reads nothing on its own. What else the server's object offers is handed on."""

    __slots__ = ("_declared", "_input", "_is_chunked", "_kind", "_new_body", "_record", "ended", "failed")

    def __init__(
        self, server_input: Any, environ: dict[str, Any], new_body: Callable[[str, str], RecordedBody]
    ) -> None:
        """`new_body`: asked once there is something to keep, with the content's type and encoding."""
        self._input = server_input
        self._kind = environ.get("CONTENT_TYPE", ""), environ.get("HTTP_CONTENT_ENCODING", "")
        self._declared = environ.get("CONTENT_LENGTH")
        self._is_chunked = "HTTP_TRANSFER_ENCODING" in environ
        self._new_body: Callable[[str, str], RecordedBody] | None = new_body
        self._record: RecordedBody | None = None
        self.ended = False
        """Whether the application has met the end."""
        self.failed = False
        """Whether reading raised: the client is gone, or too slow, or sends too much."""

    def read(self, *arguments: Any) -> bytes:
        data = self._reading(self._input.read, arguments)
        wanted = arguments[0] if arguments else None
        if wanted is None or wanted < 0 or (wanted and len(data) < wanted):
            self.ended = True
        return data

    def readline(self, *arguments: Any) -> bytes:
        data = self._reading(self._input.readline, arguments)
        if not data and (not arguments or arguments[0]):
            self.ended = True
        return data

    def readlines(self, *arguments: Any) -> list[bytes]:
        try:
            lines: list[bytes] = self._input.readlines(*arguments)
        except BaseException:
            self.failed = True
            raise
        for line in lines:
            self._keep(line)
        if not lines or not arguments:
            self.ended = True
        return lines

    def __iter__(self) -> RecordedInput:
        return self

    def __next__(self) -> bytes:
        # As PEP 3333 has it, iterating is reading lines; mod_wsgi's object, and `BytesIO`, do the same.
        line = self.readline()
        if not line:
            raise StopIteration
        return line

    def __getattr__(self, name: str) -> Any:
        return getattr(self._input, name)

    def _reading(self, read: Any, arguments: Any) -> bytes:
        try:
            data: bytes = read(*arguments)
        except BaseException:
            self.failed = True
            raise
        self._keep(data)
        return data

    def _keep(self, data: bytes) -> None:
        if self._record is not None:
            self._record.add(data)
        elif data and self._new_body is not None:
            self._record = self._new_body(*self._kind)
            self._record.add(data)

    def release(self) -> RecordedBody | None:
        """What was kept; from now on nothing is."""
        record, self._record, self._new_body = self._record, None, None
        return record

    def has_all(self, size: int) -> bool:
        """Whether the application has read the body to its end, `size` bytes, as far as that can be told."""
        if self.ended and not self.failed:
            return True
        if self._declared:
            return str(self._declared).isdigit() and size >= int(self._declared)
        return not self._is_chunked
