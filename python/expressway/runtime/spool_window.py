"""The part of a spool's file that is being written to: as memory, or where that cannot be, as a file."""

from __future__ import annotations

import os
from mmap import ALLOCATIONGRANULARITY, mmap

TYPE_CHECKING = False  # `typing` itself is costly to import; type checkers read this name as true.
if TYPE_CHECKING:
    from typing import Protocol

    class Window(Protocol):
        """Of a file, from a place in it on."""

        def write(self, record: bytes) -> object:
            """Behind what was written before. Raises OSError; nothing is written then."""

        def __setitem__(self, place: int, byte: int) -> None: ...

        def close(self) -> None: ...


# Bytes of a file that are made ready at once.
WINDOW = 4 << 20
# Bytes that must be free on the disk. A system that copies what it changes (btrfs) may need more than was set aside,
# and the process is killed where memory cannot be written to.
LEAST_FREE = 64 << 20


def open_window(descriptor: int, position: int) -> tuple[Window, int, int]:
    """A window that has WINDOW bytes from that position on, where the position is in it, and its size.

    Memory is written to without a call of the system, at each of which another thread takes the interpreter's lock.
    """
    base = position - position % ALLOCATIONGRANULARITY
    size = WINDOW + ALLOCATIONGRANULARITY
    try:
        disk = os.fstatvfs(descriptor)
        if disk.f_bavail * disk.f_frsize < LEAST_FREE:
            raise OSError("too little is free")
        os.posix_fallocate(descriptor, base, size)
        memory = mmap(descriptor, size, offset=base)
    except (OSError, ValueError):
        os.ftruncate(descriptor, position)
        return _File(descriptor, position), 0, WINDOW
    memory.seek(position - base)
    return memory, position - base, size


class _File:
    """Writes."""

    __slots__ = ("_base", "_descriptor", "_end")

    def __init__(self, descriptor: int, position: int) -> None:
        self._descriptor = descriptor
        self._base = self._end = position

    def write(self, record: bytes) -> None:
        written = os.pwrite(self._descriptor, record, self._end)
        if written < len(record):
            os.ftruncate(self._descriptor, self._end)
            raise OSError(28, os.strerror(28))
        self._end += written

    def __setitem__(self, place: int, byte: int) -> None:
        os.pwrite(self._descriptor, bytes((byte,)), self._base + place)

    def close(self) -> None:
        """The descriptor is the spool's."""
