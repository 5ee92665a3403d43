"""Keeps the bytes of one body as they pass: in memory, then in a file; past the limit only their digest."""

from __future__ import annotations

import os

from .body_masking import LONGEST, OPAQUE, UNKNOWN, kind_by_content

TYPE_CHECKING = False  # `typing` itself is costly to import; type checkers read this name as true.
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from .body_masking import BodyMasking

    MakeSpill = Callable[[], int]

# Why a body is left out.
TOO_LARGE = "too-large"
TOO_LARGE_TO_MASK = "too-large-to-mask"
CANNOT_BE_MASKED = "cannot-be-masked"
NOT_STORED = "not-stored"
SENT_AS_FILE = "sent-as-file"
# Bytes of a body until they go to a file.
MOST_IN_MEMORY = 256 << 10


class RecordedBody:
    """What was added to it, one piece after the other. One thread at a time."""

    __slots__ = (
        "_content_encoding",
        "_content_type",
        "_digest",
        "_held",
        "_kind",
        "_left_out",
        "_limit",
        "_make_spill",
        "_most_held",
        "_pieces",
        "_spill",
        "_spilled",
        "size",
    )

    def __init__(
        self, kind: str, content_type: str, content_encoding: str, limit: int, make_spill: Callable[[], int]
    ) -> None:
        """`kind`: OPAQUE where nothing is to be masked; `make_spill`: opens a file without a name."""
        self.size = 0
        self._kind = kind
        self._content_type = content_type
        self._content_encoding = content_encoding
        self._limit = limit
        self._make_spill = make_spill
        self._most_held = min(limit, MOST_IN_MEMORY if kind in (OPAQUE, UNKNOWN) else LONGEST)
        self._held = 0
        self._pieces: list[bytes] | None = []
        self._spill = -1
        self._spilled = 0
        self._digest: Any = None
        self._left_out = ""

    def add(self, piece: bytes) -> None:
        self.size += len(piece)
        if self._pieces is not None:
            self._held += len(piece)
            self._pieces.append(piece)
            if self._held > self._most_held:
                self._overflow()
        elif self._digest is not None:
            self._digest.update(piece)
            self._store(piece)

    def _overflow(self) -> None:
        """What is held grows too much to be held."""
        pieces = self._pieces or []
        if self._kind == UNKNOWN:
            # An encoded body shows nothing.
            self._kind = UNKNOWN if self._content_encoding else kind_by_content(b"".join(pieces))
            if self._kind != OPAQUE and self._most_held < min(self._limit, LONGEST):
                self._most_held = min(self._limit, LONGEST)
                if self._held <= self._most_held:
                    return
        self._pieces = None
        if self._kind != OPAQUE:
            return
        from hashlib import sha256

        self._digest = sha256()
        for piece in pieces:
            self._digest.update(piece)
        if self.size > self._limit:
            self._left_out = TOO_LARGE
            return
        try:
            self._spill = self._make_spill()
        except OSError:
            self._left_out = NOT_STORED
            return
        for piece in pieces:
            self._store(piece)

    def _store(self, piece: bytes) -> None:
        """A disk that is full is no reason to stop the application."""
        if self._spill < 0:
            return
        if self.size > self._limit:
            self._left_out = TOO_LARGE
            self.discard()
            return
        try:
            rest = memoryview(piece)
            while rest:
                rest = rest[os.write(self._spill, rest) :]
            self._spilled += len(piece)
        except OSError:
            self._left_out = NOT_STORED
            self.discard()

    def discard(self) -> None:
        """Gives the file back; what is kept of the body in it is lost."""
        if self._spill >= 0:
            os.close(self._spill)
            self._spill = -1

    def finished(self, masking: BodyMasking | None) -> tuple[bytes, int, int, dict[str, Any]]:
        """Bytes to keep; a file to keep (or -1) and its length; and what is to be said about the body."""
        about: dict[str, Any] = {"size": self.size}
        if self._spill >= 0:
            return b"", self._spill, self._spilled, about
        if self._digest is not None:
            return b"", -1, 0, {**about, "left_out": self._left_out, "sha256": self._digest.hexdigest()}
        if self._pieces is None:
            return b"", -1, 0, {**about, "left_out": TOO_LARGE_TO_MASK}
        pieces = self._pieces
        body = pieces[0] if len(pieces) == 1 else b"".join(pieces)
        if masking is None or self._kind == OPAQUE:
            return body, -1, 0, about
        masked = masking.masked(self._kind, self._content_type, self._content_encoding, body)
        if masked is None:
            return b"", -1, 0, {**about, "left_out": CANNOT_BE_MASKED}
        if masked != body:
            about["masked"] = True
        return masked, -1, 0, about
