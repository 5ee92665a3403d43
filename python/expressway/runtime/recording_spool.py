"""What has been recorded and has no file of its own yet: one append for each exchange, files when the server is idle.

A file for each exchange costs a quarter of the throughput of a small view: four calls of the system, at each of which
the interpreter's lock changes hands, and a journalling file system. An append is one. What was appended survives the
process: who opens the directory next makes files of what a killed process has left.
"""

from __future__ import annotations

import atexit
import os
import sys
import threading
import time
from collections import deque
from contextlib import suppress
from fcntl import LOCK_EX, LOCK_NB, flock

TYPE_CHECKING = False  # `typing` itself is costly to import; type checkers read this name as true.
if TYPE_CHECKING:
    from .recording_directory import RecordingDirectory

PREFIX = ".spool-"
# Bytes; past that, an exchange becomes a file at once, and the request waits for it.
MOST_SPOOLED = 64 << 20
LARGEST_SPOOLED = 256 << 10
# Seconds without an exchange after which the server counts as idle.
IDLE = 0.05
# Bytes of a spool that are held in memory while it becomes files.
PIECE = 1 << 20
_MAGIC = b"expressway-spooled"


class RecordingSpool:
    """One for each process; a fork makes one of its own."""

    __slots__ = (
        "_appended",
        "_descriptor",
        "_directory",
        "_lock",
        "_name",
        "_owner",
        "_pending",
        "_position",
        "_size",
        "_wake",
    )

    def __init__(self, directory: RecordingDirectory) -> None:
        """Makes files of what processes that are gone have left. Raises OSError."""
        self._directory = directory
        self._owner = 0
        self._descriptor = -1
        self._name = ""
        self._pending: deque[bytes] = deque()
        self._lock = threading.Lock()
        self._wake = threading.Event()
        self._size = self._position = self._appended = 0
        recover(directory)
        os.register_at_fork(after_in_child=self._forget)

    def add(self, name: str, content: bytes) -> None:
        """Raises OSError; what is on the disk is whole, or is passed over."""
        if len(content) > LARGEST_SPOOLED or self._size - self._position > MOST_SPOOLED:
            self._directory.write(name, [content])
            return
        record = b"%s %s %d\n%s" % (_MAGIC, name.encode("ascii"), len(content), content)
        self._pending.append(record)
        self._append_pending()
        if not self._wake.is_set():
            self._wake.set()

    def _append_pending(self) -> None:
        """Nobody waits for a thread that writes: it takes along what others have to write meanwhile."""
        while self._pending and self._lock.acquire(False):
            try:
                self._append()
            finally:
                self._lock.release()

    def _append(self) -> None:
        """With the lock held."""
        if self._owner != os.getpid():
            self._open()
        while self._pending:
            record = self._pending.popleft()
            written = os.write(self._descriptor, record)
            if written < len(record):
                os.ftruncate(self._descriptor, self._size)
                raise OSError(28, "No space left on device")
            self._size += written
            self._appended += 1

    def close(self) -> None:
        """Makes files of all that is there. What comes later still finds its way, and its files the next server."""
        with self._lock:
            if self._owner != os.getpid():
                return
            self._append()
            self._owner = 0
            try:
                self._make_files()
                self._directory.remove(self._name)
            finally:
                os.close(self._descriptor)

    def _open(self) -> None:
        self._descriptor, self._name = _open_new(self._directory)
        self._size = self._position = 0
        self._owner = os.getpid()
        atexit.register(self.close)
        with suppress(RuntimeError):  # the interpreter is about to end
            threading.Thread(
                target=self._work, args=(self._descriptor,), daemon=True, name="expressway-recorder"
            ).start()

    def _forget(self) -> None:
        """In a process that was forked: nothing of its parent's is its own."""
        self._lock = threading.Lock()
        self._pending.clear()
        self._wake = threading.Event()
        if self._owner:
            os.close(self._descriptor)
            self._owner = 0

    def _work(self, descriptor: int) -> None:
        """Waits for something to do, then for nobody to be served, then does it."""
        while self._owner and self._descriptor == descriptor:
            self._wake.wait()
            self._wake.clear()
            seen = -1
            while seen != self._appended:
                seen = self._appended
                time.sleep(IDLE)
            try:
                # What comes meanwhile waits for one file, not for all of them.
                while self._position < self._size and seen == self._appended:
                    with self._lock:
                        if self._owner:
                            self._make_files(most=1)
                    self._append_pending()
            except OSError as error:
                print(f"expressway: recorded exchanges wait in '{self._name}': {error}", file=sys.stderr, flush=True)
                return
            if self._position < self._size:
                self._wake.set()

    def _make_files(self, most: int = sys.maxsize) -> None:
        """With the lock held."""
        while self._position < self._size and most:
            length = _make_file(self._directory, self._descriptor, self._position)
            if not length:
                raise OSError("somebody else has written there")
            self._position += length
            most -= 1
        if self._position >= self._size:
            os.ftruncate(self._descriptor, 0)
            self._position = self._size = 0


def recover(directory: RecordingDirectory) -> None:
    """Makes files of the spools whose processes are gone, and removes them."""
    for name in directory.names():
        if not name.startswith(PREFIX):
            continue
        with suppress(OSError):
            descriptor = directory.open(name, os.O_RDWR)
            try:
                flock(descriptor, LOCK_EX | LOCK_NB)
                _empty(directory, descriptor)
                directory.remove(name)
            finally:
                os.close(descriptor)


def _empty(directory: RecordingDirectory, descriptor: int) -> None:
    position, end = 0, os.fstat(descriptor).st_size
    while position < end:
        length = _make_file(directory, descriptor, position)
        if not length:
            return
        position += length


def _make_file(directory: RecordingDirectory, descriptor: int, position: int) -> int:
    """The length of the record there; 0 where it is none, or cut."""
    start = os.pread(descriptor, 4096, position)
    line, newline, rest = start.partition(b"\n")
    words = line.split(b" ")
    if not newline or len(words) != 3 or words[0] != _MAGIC or not words[2].isdigit():
        return 0
    length = int(words[2])
    content = rest[:length]
    if len(content) < length:
        content += os.pread(descriptor, length - len(content), position + len(start))
    if len(content) < length:
        return 0
    with suppress(FileExistsError):  # a process that was killed between making the file and removing the spool
        directory.write(words[1].decode("ascii"), [content])
    return len(line) + 1 + length


def _open_new(directory: RecordingDirectory) -> tuple[int, str]:
    """Locked as long as this process lives, so that nobody takes it for one that was left."""
    while True:
        name = PREFIX + directory.new_name(0)
        descriptor = directory.open(name, os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_EXCL)
        with suppress(OSError):
            flock(descriptor, LOCK_EX | LOCK_NB)
            if os.fstat(descriptor).st_nlink:
                return descriptor, name
        os.close(descriptor)
