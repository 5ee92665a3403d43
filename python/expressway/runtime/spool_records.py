"""The records of a spool, as `docs/reference/recording-format.md` lays them down: how they are made, and files of them.

A record's first byte tells its kind, and is written last: it is zero as long as the record is not whole.
"""

from __future__ import annotations

import os
from struct import Struct

from .description_text import describe, first_line
from .environ_text import environ_block
from .recording_directory import name_of

# Kinds; the first bytes of "expressway-spooled", "names" and "x".
FILE, NAMES, EXCHANGE = b"e"[0], b"n"[0], b"x"[0]
# Of an exchange: the bodies are complete.
REQUEST_COMPLETE, RESPONSE_COMPLETE = 1, 2
# Kind, flags, number of the names; lengths of head, environ and the bodies, nothing; number in the file's name, start,
# thread, and what has passed since the start: start_response, first byte, end.
LAYOUT = Struct("<BBHIIIIIQQQQQQ")
pack = LAYOUT.pack
# Bytes that are read at once.
PIECE = 8192


def file_record(name: str, content: bytes) -> bytes:
    """A file as it will be."""
    return b"expressway-spooled %s %d\n%s" % (name.encode("ascii"), len(content), content)


def names_record(number: int, writer: str, names: tuple[str, ...]) -> bytes:
    """The names of the environs that have that number."""
    text = "\0".join(names).encode("latin-1", "replace")
    return b"names %d %s %d\n%s" % (number, writer.encode("ascii"), len(text), text)


class SpoolReader:
    """Goes through the records of a spool, and makes names and contents of files."""

    __slots__ = ("_descriptor", "_names", "position")

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self.begin()

    def begin(self) -> None:
        """Again, from the beginning."""
        self.position = 0
        self._names: dict[int, tuple[str, bytes]] = {}

    def read(self) -> tuple[str, bytes] | None:
        """The next file; None behind the last one, or where there is a record that is cut or none."""
        while True:
            start = os.pread(self._descriptor, PIECE, self.position)
            kind = start[0] if start else 0
            if kind == EXCHANGE:
                return self._exchange(start)
            line, newline, _ = start.partition(b"\n")
            words = line.split(b" ")
            if not newline or not words[-1].isdigit():
                return None
            record = self._bytes(start, len(line) + 1 + int(words[-1]))
            if record is None:
                return None
            content = record[len(line) + 1 :]
            if len(words) == 3 and words[0] == b"expressway-spooled":
                self.position += len(record)
                return words[1].decode("ascii"), content
            if len(words) != 4 or words[0] != b"names" or not words[1].isdigit():
                return None
            self.position += len(record)
            self._names[int(words[1])] = words[2].decode("ascii"), content

    def _exchange(self, start: bytes) -> tuple[str, bytes] | None:
        if len(start) < LAYOUT.size:
            return None
        (_, flags, names, head, environ, request, response, _, number, wall, thread, starting, first, end) = (
            LAYOUT.unpack_from(start)
        )
        record = self._bytes(start, LAYOUT.size + head + environ + request + response)
        if record is None or names not in self._names:
            return None
        writer, known = self._names[names]
        head_end = LAYOUT.size + head
        environ_end = head_end + environ
        block = environ_block(known, record[head_end:environ_end])
        description = describe(
            wall_started=wall,
            process=int(writer.partition("-")[0]),
            thread=thread,
            start_response=starting,
            first_byte=first,
            end=end,
            head=record[LAYOUT.size : head_end],
            request_body={"size": request, "complete": bool(flags & REQUEST_COMPLETE)},
            response_body={"size": response, "complete": bool(flags & RESPONSE_COMPLETE)},
            exceptions=[],
        )
        self.position += len(record)
        parts = first_line(len(description), len(block), request, response), description, block, record[environ_end:]
        return name_of(wall, writer, number), b"".join(parts)

    def _bytes(self, start: bytes, length: int) -> bytes | None:
        """The record of that length that begins like this; None if it is cut."""
        if len(start) < length:
            start += os.pread(self._descriptor, length - len(start), self.position + len(start))
        return start[:length] if len(start) >= length else None
