"""What has been recorded and has no file of its own yet: memory that is a file's, files when the server is idle.

A file for each exchange costs a quarter of the throughput of a small view: four calls of the system, at each of which
the interpreter's lock changes hands, and a journalling file system. What lies in a file's memory survives the process:
who opens the directory next makes files of what a killed process has left.
"""

from __future__ import annotations

import atexit
import os
import sys
import threading
import time
from contextlib import suppress
from fcntl import LOCK_EX, LOCK_NB, flock
from threading import get_ident

from .spool_records import EXCHANGE, FILE, SpoolReader, file_record, names_record, pack
from .spool_window import open_window

TYPE_CHECKING = False  # `typing` itself is costly to import; type checkers read this name as true.
if TYPE_CHECKING:
    from .environ_text import EnvironLayout
    from .exchange import Exchange
    from .recording_directory import RecordingDirectory
    from .spool_window import Window

PREFIX = ".spool-"
# Bytes; past that, an exchange becomes a file at once, and the request waits for it.
MOST_SPOOLED = 64 << 20
LARGEST_SPOOLED = 256 << 10
# Seconds without an exchange after which the server counts as idle.
IDLE = 0.05


class RecordingSpool:
    """One for each process; a fork makes one of its own."""

    __slots__ = (
        "_beginning",
        "_descriptor",
        "_directory",
        "_emptying",
        "_is_awake",
        "_lock",
        "_name",
        "_numbers",
        "_owner",
        "_place",
        "_reader",
        "_size",
        "_wake",
        "_window",
        "_window_size",
    )

    def __init__(self, directory: RecordingDirectory) -> None:
        """Makes files of what processes that are gone have left. Raises OSError."""
        self._directory = directory
        self._numbers = directory.numbers
        self._owner = 0
        self._descriptor = -1
        self._name = ""
        self._size = 0
        """Of the file, as far as there are records."""
        self._window: Window | None = None
        self._window_size = self._place = 0
        """The next record's place in the window."""
        self._beginning = object()
        """Another one whenever the file is begun anew: layouts that know it are told in the file."""
        self._reader = SpoolReader(-1)
        self._make_locks()
        recover(directory)
        os.register_at_fork(after_in_child=self._forget)

    def _make_locks(self) -> None:
        self._lock = threading.Lock()
        """Of all that `add` changes; held for moments."""
        self._emptying = threading.Lock()
        """Of the reader; taken before the other one."""
        self._wake = threading.Event()
        self._is_awake = False

    def add(self, exchange: Exchange, flags: int, request_body: bytes, response_body: bytes, end: int) -> bool:
        """An exchange with a head that is told by this much; False where it must become a file at once.

        Raises OSError.
        """
        started = exchange.started
        layout = exchange.layout
        head = exchange.head.text  # type: ignore[union-attr]
        environ = exchange.environ
        record = b"".join(
            (
                pack(
                    0,
                    flags,
                    layout.number,
                    len(head),
                    len(environ),
                    len(request_body),
                    len(response_body),
                    0,
                    next(self._numbers),
                    exchange.wall_started,
                    get_ident(),
                    exchange.starting - started,
                    exchange.first_byte and exchange.first_byte - started,
                    end - started,
                ),
                head,
                environ,
                request_body,
                response_body,
            )
        )
        length = len(record)
        with self._lock:
            is_ready = layout.told_in is self._beginning and self._place + length <= self._window_size
            if not is_ready and not self._make_room(length, layout):
                return False
            self._put(record, length, EXCHANGE)
        if not self._is_awake:
            self._awake()
        return True

    def add_file(self, name: str, content: bytes) -> bool:
        """An exchange as its file will be; False where it must become one at once. Raises OSError."""
        if len(content) > LARGEST_SPOOLED:
            return False
        record = b"\0" + file_record(name, content)[1:]
        with self._lock:
            if self._place + len(record) > self._window_size and not self._make_room(len(record)):
                return False
            self._put(record, len(record), FILE)
        if not self._is_awake:
            self._awake()
        return True

    def _put(self, record: bytes, length: int, kind: int) -> None:
        """With the lock held, and room for the record, whose first byte is zero.

        Whoever reads meanwhile, or after the process was killed, meets the first byte of a record that is whole.
        """
        window = self._window
        window.write(record)  # type: ignore[union-attr]
        window[self._place] = kind  # type: ignore[index]
        self._place += length
        self._size += length

    def _make_room(self, length: int, layout: EnvironLayout | None = None) -> bool:
        """With the lock held; the names of the layout are told then. False where there is to be no room."""
        if length > LARGEST_SPOOLED or self._size - self._reader.position > MOST_SPOOLED:
            return False
        names = b""
        if layout is not None:
            if not layout.number:
                return False
            if not self._owner:
                self._open()
            names = names_record(layout.number, self._directory.writer, layout.names)
        elif not self._owner:
            self._open()
        if self._place + len(names) + length > self._window_size:
            if self._window is not None:
                self._window.close()
            self._window, self._place, self._window_size = open_window(self._descriptor, self._size)
        if layout is not None and layout.told_in is not self._beginning:
            self._put(b"\0" + names[1:], len(names), names[0])
            layout.told_in = self._beginning
        return True

    def _awake(self) -> None:
        self._is_awake = True
        self._wake.set()

    def close(self) -> None:
        """Makes files of all that is there. What comes later still finds its way, and its files the next server."""
        with self._emptying:
            if self._owner != os.getpid():
                return
            try:
                self._make_files()
            finally:
                with self._lock:
                    # What came last is left to the next server.
                    is_empty = self._reader.position >= self._size
                    self._begin_anew()
                    self._owner = 0
                    if is_empty:
                        self._directory.remove(self._name)
                    os.close(self._descriptor)

    def _open(self) -> None:
        self._descriptor, self._name = _open_new(self._directory)
        self._reader = SpoolReader(self._descriptor)
        self._begin_anew()
        self._owner = os.getpid()
        atexit.register(self.close)
        with suppress(RuntimeError):  # the interpreter is about to end
            threading.Thread(
                target=self._work, args=(self._descriptor,), daemon=True, name="expressway-recorder"
            ).start()

    def _begin_anew(self) -> None:
        """Nothing is told, nothing is mapped; the file is left as it is."""
        if self._window is not None:
            self._window.close()
            self._window = None
        self._size = self._place = self._window_size = 0
        self._beginning = object()

    def _forget(self) -> None:
        """In a process that was forked: nothing of its parent's is its own."""
        self._make_locks()
        self._begin_anew()
        if self._owner:
            os.close(self._descriptor)
            self._owner = 0

    def _work(self, descriptor: int) -> None:
        """Waits for something to do, then for nobody to be served, then does it."""
        while self._owner and self._descriptor == descriptor:
            self._wake.wait()
            self._wake.clear()
            seen = -1
            while seen != self._size:
                seen = self._size
                time.sleep(IDLE)
            try:
                # What comes meanwhile waits for one file, not for all of them.
                while self._owner and self._reader.position < self._size and seen == self._size:
                    with self._emptying:
                        if self._owner:
                            self._make_files(most=1)
            except OSError as error:
                print(f"expressway: recorded exchanges wait in '{self._name}': {error}", file=sys.stderr, flush=True)
                return
            self._is_awake = False
            if self._reader.position < self._size:
                self._awake()

    def _make_files(self, most: int = sys.maxsize) -> None:
        """With the lock for emptying held. What comes meanwhile does not wait."""
        reader = self._reader
        with self._lock:
            end = self._size
        while reader.position < end and most:
            found = reader.read()
            if found is None:
                if reader.position >= end:
                    break  # names that nothing came behind
                raise OSError("somebody else has written there")
            _make_file(self._directory, *found)
            most -= 1
        with self._lock:
            if self._size and reader.position >= self._size:
                self._begin_anew()
                os.ftruncate(self._descriptor, 0)
                reader.begin()


def recover(directory: RecordingDirectory) -> None:
    """Makes files of the spools whose processes are gone, and removes them."""
    for name in directory.names():
        if not name.startswith(PREFIX):
            continue
        with suppress(OSError):
            descriptor = directory.open(name, os.O_RDWR)
            try:
                flock(descriptor, LOCK_EX | LOCK_NB)
                for name_and_content in iter(SpoolReader(descriptor).read, None):
                    _make_file(directory, *name_and_content)
                directory.remove(name)
            finally:
                os.close(descriptor)


def _make_file(directory: RecordingDirectory, name: str, content: bytes) -> None:
    with suppress(FileExistsError):  # a process that was killed between making the file and removing the spool
        directory.write(name, [content])


def _open_new(directory: RecordingDirectory) -> tuple[int, str]:
    """Locked as long as this process lives, so that nobody takes it for one that was left."""
    while True:
        name = PREFIX + directory.new_name(0)
        descriptor = directory.open(name, os.O_RDWR | os.O_CREAT | os.O_EXCL)
        with suppress(OSError):
            flock(descriptor, LOCK_EX | LOCK_NB)
            if os.fstat(descriptor).st_nlink:
                return descriptor, name
        os.close(descriptor)
