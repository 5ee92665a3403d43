"""The copies that a frozen process has made: one generation of daemon processes after the other."""

from __future__ import annotations

import os
import select
import signal
import time

from .daemon_process import open_listener

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .daemon_process import DaemonProcess
    from .reporting import Reporter

LEAST_LIFE = 1.0  # seconds; a process that ended sooner is replaced only then, as Apache does it
MOST_DOUBLINGS = 5  # of that time, when processes end while they import, one after the other


class Generation:
    """What a copy knows about itself."""

    __slots__ = ("_token", "number", "parent_script")

    def __init__(self, number: int, token: int, parent_script: tuple[int, ...]) -> None:
        self.number = number
        self.parent_script = parent_script
        self._token = token

    def has_aged(self, script: tuple[int, ...]) -> bool:
        """Whether the handler script is another one than the parent has run; true once at most."""
        has_aged = script != self.parent_script
        self.parent_script = script
        return has_aged

    def commit(self) -> None:
        """To be called when the import is over: from here on the parent lets this process serve.

        A parent that has just given up this generation wins: the process waits for its end.
        """
        try:
            taken = os.read(self._token, 1)
        except BlockingIOError:
            taken = b""
        if not taken:
            while True:
                signal.pause()
        os.close(self._token)


class Listener:
    """A listening socket: its descriptor here, and where others find it."""

    __slots__ = ("descriptor", "path")

    def __init__(self, descriptor: int, path: str) -> None:
        self.descriptor = descriptor
        self.path = path


class _Child:
    __slots__ = ("began", "descriptor", "token")

    def __init__(self, token: int, descriptor: int | None) -> None:
        self.token = token
        self.descriptor = descriptor
        self.began = time.monotonic()


class Brood:
    """Makes copies of this process, and makes those of the current generation again when they end.

    `fork` and `keep_up` return a Generation in the copy, None in the process itself.
    """

    def __init__(
        self,
        daemon: DaemonProcess,
        reporter: Reporter,
        directory: str,
        processes: int,
        backlog: int,
        buffers: tuple[int, int],
        script: tuple[int, ...],
    ) -> None:
        self.daemon = daemon
        self.reporter = reporter
        self.directory = directory
        self.processes = processes
        self.backlog = backlog
        self.buffers = buffers
        self.script = script
        self.number = 0
        self.listener: Listener | None = None
        self._children: dict[int, _Child] = {}
        self._retired: dict[int, _Child] = {}
        self._lacking: list[float] = []
        self._crashes = 0

    def fork(self, number: int, listener: Listener | None) -> Generation | None:
        """Begins a generation on `listener`, or on a new socket; the one before is left to itself."""
        self.give_up()
        if listener is None:
            descriptor = open_listener(self.directory, f"{number}.sock", self.backlog, self.buffers)
            listener = Listener(descriptor, f"{self.directory}/{number}.sock")
        # Before the copies are made: requests may be pointed there at once, and wait. Also where the socket is that of
        # a generation that was given up: the engine may not have heard of that one, or not have cared any more.
        self.reporter.report("listening", f"{number} {listener.path}")
        self.number, self.listener = number, listener
        self._crashes = 0
        return self._fill(self.processes)

    def _fill(self, count: int) -> Generation | None:
        for _ in range(count):
            generation = self._copy()
            if generation is not None:
                return generation
        return None

    def _copy(self) -> Generation | None:
        token, writer = os.pipe()
        os.set_blocking(token, False)
        os.write(writer, b"1")
        os.close(writer)
        parent = os.getpid()
        pid = os.fork()
        if pid == 0:
            self.daemon.settle_copy(parent, self.listener.descriptor if self.listener else None)
            self.forget()
            return Generation(self.number, token, self.script)
        self._children[pid] = _Child(token, _process_descriptor(pid))
        return None

    def forget(self) -> None:
        """In a copy: closes what belongs to the parent."""
        for child in (*self._children.values(), *self._retired.values()):
            for descriptor in (child.token, child.descriptor):
                if descriptor is not None:
                    os.close(descriptor)
        self._children, self._retired = {}, {}
        self.give_up()

    def revoke(self) -> Listener | None:
        """Ends the current generation if none of its processes serves yet; returns the socket that requests wait at."""
        if self.listener is None:
            return None
        importing = [pid for pid, child in self._children.items() if _take(child.token)]
        for pid in importing:
            os.kill(pid, signal.SIGKILL)
        if len(importing) < len(self._children):
            return None  # some serve already; the others are of no use any more
        listener, self.listener = self.listener, None
        self.give_up()
        return listener

    def give_up(self) -> None:
        """The current generation is left to itself: it is not made again."""
        self._retired.update(self._children)
        self._children = {}
        self._lacking = []
        if self.listener is not None and self.listener.descriptor != self.daemon.listener:
            os.close(self.listener.descriptor)
        self.listener = None

    @property
    def is_empty(self) -> bool:
        return not self._children and not self._retired

    @property
    def polled(self) -> list[int]:
        """Descriptors that become readable when a copy ends."""
        children = (*self._children.values(), *self._retired.values())
        return [child.descriptor for child in children if child.descriptor is not None]

    @property
    def patience(self) -> float | None:
        """Seconds until `keep_up` has something to do that no descriptor tells of; None: never."""
        waits = [max(0.0, moment - time.monotonic()) for moment in self._lacking]
        children = (*self._children.values(), *self._retired.values())
        if any(child.descriptor is None for child in children):
            waits.append(0.25)
        return min(waits) if waits else None

    def keep_up(self) -> Generation | None:
        """Buries the dead, and makes those of the current generation again."""
        for pid in [*self._children, *self._retired]:
            if os.waitpid(pid, os.WNOHANG)[0] != pid:
                continue
            child = self._children.pop(pid, None)
            if child is not None:
                self._lacking.append(max(time.monotonic(), child.began + self._least_life(child)))
            else:
                child = self._retired.pop(pid)
            for descriptor in (child.token, child.descriptor):
                if descriptor is not None and descriptor >= 0:
                    os.close(descriptor)
        due = [moment for moment in self._lacking if moment <= time.monotonic()]
        self._lacking = [moment for moment in self._lacking if moment not in due]
        return self._fill(len(due))

    def _least_life(self, child: _Child) -> float:
        """Longer and longer where the import itself ends the process: it is likely to do so again."""
        if not _take(child.token):
            return LEAST_LIFE
        rounds = self._crashes // self.processes
        self._crashes += 1
        return LEAST_LIFE * 2.0 ** min(rounds, MOST_DOUBLINGS)


def _take(token: int) -> bool:
    try:
        return bool(os.read(token, 1))
    except BlockingIOError:
        return False


def _process_descriptor(pid: int) -> int | None:
    """None where the kernel or a sandbox refuses."""
    try:
        return os.pidfd_open(pid)
    except (AttributeError, OSError):
        return None


def wait_readable(descriptors: list[int], seconds: float | None) -> set[int]:
    """Those that are readable; empty when the time is over first."""
    poll = select.poll()
    for descriptor in descriptors:
        poll.register(descriptor, select.POLLIN)
    return {descriptor for descriptor, _ in poll.poll(None if seconds is None else seconds * 1000)}
