"""Files that only their owner may read, whole at any moment, in a directory that several processes share."""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from fcntl import LOCK_EX, flock

TYPE_CHECKING = False  # `typing` itself is costly to import; type checkers read this name as true.
if TYPE_CHECKING:
    from collections.abc import Iterator


class SharedDirectory:
    """A directory of one debug feature, made with mode 0700 if it is not there, locked across processes."""

    __slots__ = ("_lock_name", "path")

    def __init__(self, path: str, feature: str) -> None:
        self.path = os.path.abspath(path)
        self._lock_name = f".{feature}-run"
        os.makedirs(self.path, mode=0o700, exist_ok=True)

    def file(self, name: str) -> str:
        """The path of a file in it."""
        return os.path.join(self.path, name)

    def write(self, name: str, content: bytes) -> None:
        """Puts a file there, mode 0600, in one step: a reader sees the old one or the new one."""
        os.replace(self._write_aside(content), self.file(name))

    def add(self, name: str, content: bytes) -> bool:
        """Puts a file there as `write` does, unless one of this name is there already; False then."""
        aside = self._write_aside(content)
        try:
            os.link(aside, self.file(name))
        except FileExistsError:
            return False
        finally:
            os.unlink(aside)
        return True

    def read(self, name: str) -> bytes | None:
        """What the file holds; None when there is none."""
        try:
            with open(self.file(name), "rb") as file:
                return file.read()
        except FileNotFoundError:
            return None

    def remove(self, name: str) -> None:
        """Takes a file away, if it is there."""
        with suppress(FileNotFoundError):
            os.unlink(self.file(name))

    @contextmanager
    def locked(self) -> Iterator[bool]:
        """Keeps other processes out; the value is true for the first process of this server run that comes by.

        The processes of one run share a process group, whichever generation they are of.
        """
        descriptor = os.open(self.file(self._lock_name), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
        try:
            flock(descriptor, LOCK_EX)
            run = _this_run()
            is_first = os.read(descriptor, len(run) + 1) != run
            if is_first:
                os.ftruncate(descriptor, 0)
                os.pwrite(descriptor, run, 0)
            yield is_first
        finally:
            os.close(descriptor)

    def _write_aside(self, content: bytes) -> str:
        path = self.file(f".{os.getpid()}-{os.urandom(6).hex()}")
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
        with open(os.open(path, flags, 0o600), "wb") as file:
            file.write(content)
        return path


def _this_run() -> bytes:
    """The process group and the moment its leader began, which together never come again."""
    group = os.getpgrp()
    try:
        with open(f"/proc/{group}/stat", "rb") as file:
            began = file.read().rpartition(b")")[2].split()[19]
    except (OSError, IndexError):
        began = b"?"
    return b"%d %s\n" % (group, began)
