"""What of mod_wsgi's daemon process has to be put right in a copy of it that `os.fork()` has made.

mod_wsgi runs the handler script before the process has any thread, so a copy made there is complete, but for four
things: the pipes through which a signal reaches its main thread are shared with the original; it knows itself by the
original's number (a signal would end it at once); it would outlive its parent; and it takes connections from the
original's socket. Source: mod_wsgi 4.9.4 and 6.1.1, src/server/wsgi_daemon.c: `wsgi_signal_handler`,
`wsgi_start_process`.
"""

from __future__ import annotations

import fcntl
import os
import signal
import socket

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

PR_SET_PDEATHSIG = 1  # Source: prctl(2)


class CannotFork(Exception):
    """This process cannot leave copies behind; the text says why."""


class DaemonProcess:
    """The process as mod_wsgi has made it. Made before anything else opens a pipe.

    `listener` is the descriptor of its listening socket, `listener_path` where Apache's children find it.
    """

    __slots__ = ("_library", "_pid", "_pipes", "listener", "listener_path")

    def __init__(self) -> None:
        """Raises CannotFork where one of the four things cannot be put right."""
        if len(os.listdir("/proc/self/task")) > 1:
            raise CannotFork("the process has threads already")
        self._pipes = _own_pipes()
        if not self._pipes:
            raise CannotFork("mod_wsgi's pipe for signals was not found")
        self._library, self._pid = _pid_of_the_daemon()
        self.listener, self.listener_path = _listener()

    @property
    def signal_readers(self) -> list[int]:
        """Descriptors that become readable when a signal asks this process to end."""
        return [reader for reader, _ in self._pipes]

    def settle_copy(self, parent: int, listener: int | None = None) -> None:
        """To be called first in a copy: makes it a process of its own, that takes connections from `listener`.

        Ends the copy at once if its parent is gone already.
        """
        for reader, writer in self._pipes:
            _replace_pipe(reader, writer)
        self._pid.value = os.getpid()
        self._library.prctl(PR_SET_PDEATHSIG, int(signal.SIGTERM))
        if os.getppid() != parent:
            os._exit(0)
        if listener is not None and listener != self.listener:
            os.dup2(listener, self.listener, inheritable=os.get_inheritable(self.listener))


def _own_pipes() -> list[tuple[int, int]]:
    """The pipes of which both ends are open here: (reading end, writing end)."""
    ends: dict[str, dict[int, int]] = {}
    for name in os.listdir("/proc/self/fd"):
        try:
            target = os.readlink(f"/proc/self/fd/{name}")
            if target.startswith("pipe:"):
                mode = fcntl.fcntl(int(name), fcntl.F_GETFL) & os.O_ACCMODE
                ends.setdefault(target, {})[mode] = int(name)
        except OSError:
            continue  # the descriptor of the listing itself
    return [(pair[os.O_RDONLY], pair[os.O_WRONLY]) for pair in ends.values() if len(pair) == 2]


def _replace_pipe(reader: int, writer: int) -> None:
    """Puts a new pipe in the place of both ends; their numbers and flags stay."""
    for old, new in zip((reader, writer), os.pipe()):
        flags = fcntl.fcntl(old, fcntl.F_GETFL)
        inheritable = os.get_inheritable(old)
        os.dup2(new, old, inheritable=inheritable)
        fcntl.fcntl(old, fcntl.F_SETFL, flags)
        os.close(new)


def _pid_of_the_daemon() -> tuple[Any, Any]:
    try:
        import ctypes

        library = ctypes.CDLL(None)  # Apache loads its modules into the global name space
        variable = ctypes.c_int.in_dll(library, "wsgi_daemon_pid")
    except (ImportError, OSError, ValueError) as error:
        raise CannotFork(f"this mod_wsgi does not show the number of its process ({error})") from None
    if variable.value != os.getpid():
        raise CannotFork("this is not mod_wsgi's own daemon process")
    return library, variable


def _listener() -> tuple[int, str]:
    for name in os.listdir("/proc/self/fd"):
        try:
            if not os.readlink(f"/proc/self/fd/{name}").startswith("socket:"):
                continue
            probe = socket.socket(fileno=os.dup(int(name)))
        except OSError:
            continue
        with probe:
            is_listening = probe.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN)
            address = probe.getsockname() if is_listening and probe.family == socket.AF_UNIX else ""
        if isinstance(address, str) and address.endswith(".sock"):
            return int(name), address
    raise CannotFork("the socket of the daemon process was not found")


def open_listener(directory: str, name: str, backlog: int, buffers: tuple[int, int] = (0, 0)) -> int:
    """Listens on the socket `name` in `directory`, for this user alone; returns its descriptor.

    `buffers` are the sizes for sending and receiving in bytes; 0 leaves the kernel's own.
    """
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    for option, size in zip((socket.SO_SNDBUF, socket.SO_RCVBUF), buffers):
        if size:
            listener.setsockopt(socket.SOL_SOCKET, option, size)
    place = os.open(directory, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    mask = os.umask(0o077)
    try:
        # In a server root that is kept, one of an earlier run may be left.
        if name in os.listdir(place):
            os.unlink(name, dir_fd=place)
        # The address of a socket holds 107 bytes; by way of the descriptor any directory fits.
        listener.bind(f"/proc/self/fd/{place}/{name}")
        listener.listen(backlog)
    finally:
        os.umask(mask)
        os.close(place)
    return listener.detach()
