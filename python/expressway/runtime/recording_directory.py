"""The directory of a recording, and how a file gets into it: whole, private, under a name of its own."""

from __future__ import annotations

import os
import stat
import time
from itertools import count

TYPE_CHECKING = False  # `typing` itself is costly to import; type checkers read this name as true.
if TYPE_CHECKING:
    from collections.abc import Sequence

SUFFIX = ".exchange"
# Bytes copied at once from a file that was spilled to.
PIECE = 1 << 20


class UnsafeDirectory(Exception):
    """Others could read or change what is recorded there; the text says why."""


class RecordingDirectory:
    """Writes with the directory's descriptor: what becomes of its path is of no matter."""

    __slots__ = ("_descriptor", "_knows_nameless", "_mark", "numbers")

    def __init__(self, path: str) -> None:
        """Raises OSError or UnsafeDirectory."""
        os.makedirs(path, mode=0o700, exist_ok=True)
        self._descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
        found = os.fstat(self._descriptor)
        if found.st_uid != os.geteuid():
            os.close(self._descriptor)
            raise UnsafeDirectory(f"'{path}' belongs to another user")
        if stat.S_IMODE(found.st_mode) != 0o700:
            os.fchmod(self._descriptor, 0o700)
        # Two interpreters in one process, or two containers with one directory, may agree in all else.
        self._mark = os.urandom(3).hex()
        self.numbers = count(1)
        """One for each name."""
        self._knows_nameless = self._tries_nameless()

    @property
    def writer(self) -> str:
        """The part of its names that tells this process and interpreter from others: `4711-a1b2c3`."""
        return f"{os.getpid()}-{self._mark}"

    def new_name(self, wall_nanoseconds: int) -> str:
        return name_of(wall_nanoseconds, self.writer, next(self.numbers))

    def names(self) -> list[str]:
        """Everything that lies there."""
        return os.listdir(self._descriptor)

    def open(self, name: str, flags: int) -> int:
        """Opens a file of the recorder's own, or makes it. Raises OSError."""
        return os.open(name, flags | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600, dir_fd=self._descriptor)

    def remove(self, name: str) -> None:
        """Raises OSError."""
        os.unlink(name, dir_fd=self._descriptor)

    def open_spill(self) -> int:
        """A file for reading and writing without a name, gone when it is closed."""
        descriptor, name = self._open_aside(os.O_RDWR)
        if name is not None:
            os.unlink(name, dir_fd=self._descriptor)
        return descriptor

    def write(self, name: str, parts: Sequence[bytes | tuple[int, int]]) -> None:
        """Bytes, and files from their beginning with their length. Raises OSError; nothing is left of it then."""
        descriptor, aside = self._open_aside(os.O_WRONLY)
        try:
            for part in parts:
                if isinstance(part, bytes):
                    if part:
                        _write_all(descriptor, part)
                else:
                    _copy(part[0], part[1], descriptor)
            if aside is None:
                os.link(f"/proc/self/fd/{descriptor}", name + SUFFIX, dst_dir_fd=self._descriptor, follow_symlinks=True)
            else:
                os.rename(aside, name + SUFFIX, src_dir_fd=self._descriptor, dst_dir_fd=self._descriptor)
                aside = None
        finally:
            os.close(descriptor)
            if aside is not None:
                os.unlink(aside, dir_fd=self._descriptor)

    def _open_aside(self, access: int) -> tuple[int, str | None]:
        """A file that nobody sees, and its name where it has to have one."""
        if self._knows_nameless:
            return os.open(".", access | os.O_TMPFILE | os.O_CLOEXEC, 0o600, dir_fd=self._descriptor), None
        name = "." + self.new_name(time.time_ns())
        flags = access | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
        return os.open(name, flags, 0o600, dir_fd=self._descriptor), name

    def _tries_nameless(self) -> bool:
        """Whether a file can be written without a name and be given one: a quarter dearer than one that has its name
        from the beginning, where renaming is three quarters dearer (measured on ext4), and it leaves nothing behind.

        Not every file system can, and a sandbox may have no /proc. Source: open(2), O_TMPFILE.
        """
        name = "." + self.new_name(time.time_ns())
        try:
            descriptor = os.open(".", os.O_WRONLY | os.O_TMPFILE | os.O_CLOEXEC, 0o600, dir_fd=self._descriptor)
        except (OSError, AttributeError):
            return False
        try:
            os.link(f"/proc/self/fd/{descriptor}", name, dst_dir_fd=self._descriptor, follow_symlinks=True)
            os.unlink(name, dir_fd=self._descriptor)
        except OSError:
            return False
        finally:
            os.close(descriptor)
        return True


def name_of(wall_nanoseconds: int, writer: str, number: int) -> str:
    """Sorts by time: `20260131T235959.123456789Z-4711-a1b2c3-1`."""
    second, nanoseconds = divmod(wall_nanoseconds, 1_000_000_000)
    return f"{time.strftime('%Y%m%dT%H%M%S', time.gmtime(second))}.{nanoseconds:09d}Z-{writer}-{number}"


def _write_all(descriptor: int, content: bytes) -> None:
    written = os.write(descriptor, content)
    while written < len(content):
        written += os.write(descriptor, memoryview(content)[written:])


def _copy(source: int, length: int, target: int) -> None:
    position = 0
    while position < length:
        piece = os.pread(source, min(PIECE, length - position), position)
        if not piece:
            raise OSError("a file that was spilled to has lost its end")
        _write_all(target, piece)
        position += len(piece)
