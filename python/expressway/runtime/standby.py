"""Keeps a copy of this process ready from which the next generation of the application is a fork away.

The process that mod_wsgi has started never imports the application. It stays in `stand_by`, and makes copies of
itself that do: each returns from `stand_by` as a daemon process like any other. A first copy, the *library parent*,
imports the libraries that the previous generation has loaded, and makes the later generations; the bare process
makes the first one, and each for which the library parent would show the application something else than a cold
start does. Which requests go where is the engine's to say, see docs/reference/runtime-protocol.md, "Standby".
"""

from __future__ import annotations

import json
import os
import socket
import time
import traceback

from .brood import Brood, Listener, wait_readable
from .daemon_process import CannotFork, DaemonProcess
from .file_identity import fingerprint
from .library_parent import LibraryParent
from .standby_channel import ParentProcess

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from .brood import Generation
    from .reporting import Reporter

MOST_ATTEMPTS = 6
# For requests that Apache's children have taken before they hear that it restarts.
LINGERING = 0.25  # seconds

_generation: Generation | None = None


def stand_by(
    settings: Mapping[str, Any], script: str, reporter: Reporter, prelude: Mapping[str, Any]
) -> Generation | None:
    """Returns in the copies alone; None where no copy can be made and this process is to import the application.

    `settings` has the keys `directory` (where sockets and orders are), `processes`, `backlog`, `buffers`, `preload`
    (`off`, `stdlib`, `libraries`). `prelude` is what the library parent needs: `environment`, `project` (directories
    of the project, in the order in which they are searched).
    """
    global _generation
    if _generation is None:
        try:
            _generation = BareProcess(settings, script, reporter, prelude).run()
        except CannotFork as problem:
            reporter.report("nostandby", str(problem))
    return _generation


class BareProcess:
    """The process that mod_wsgi has started: a bare interpreter, which follows the engine's orders."""

    def __init__(
        self, settings: Mapping[str, Any], script: str, reporter: Reporter, prelude: Mapping[str, Any]
    ) -> None:
        self.settings = settings
        self.script = script
        # Of the handler script that was run: the copies compare with it.
        self.ran = fingerprint(script)
        self.reporter = reporter
        self.prelude = prelude
        self.directory = settings["directory"]
        self.daemon = DaemonProcess()
        self.brood = self.new_brood()
        self.parent: ParentProcess | None = None
        self.candidate: ParentProcess | None = None
        self.retired: list[ParentProcess] = []
        self.tried: set[str] = set()
        self.spoiling: set[str] = set()
        self.attempts = 0
        self.lingers = False

    def new_brood(self) -> Brood:
        settings = self.settings
        return Brood(
            self.daemon,
            self.reporter,
            settings["directory"],
            settings["processes"],
            settings["backlog"],
            tuple(settings["buffers"]),
            self.ran,
        )

    def run(self) -> Generation | None:
        orders_path = f"{self.directory}/orders-{os.getpid()}"
        os.mkfifo(orders_path, 0o600)
        # The writing end as well: a FIFO that nobody has open for writing is readable for ever.
        self.orders = os.open(orders_path, os.O_RDWR | os.O_NONBLOCK | os.O_CLOEXEC)
        self.partial = b""
        self.reporter.report("standby", self.daemon.listener_path)
        generation = self.brood.fork(1, Listener(self.daemon.listener, self.daemon.listener_path))
        while generation is None:
            generation = self._turn()
        self._forget_descriptors()
        return generation

    def _turn(self) -> Generation | None:
        parents = [parent for parent in (self.parent, self.candidate) if parent is not None]
        channels = [parent.channel.fileno() for parent in parents]
        descriptors = [self.orders, *self.daemon.signal_readers, *self.brood.polled, *channels]
        patience = self.brood.patience
        if self.retired:
            patience = min(patience or 1.0, 1.0)
        ready = wait_readable(descriptors, patience)
        if not ready.isdisjoint(self.daemon.signal_readers):
            time.sleep(LINGERING if self.lingers else 0)
            os._exit(0)  # what is left is told by the kernel
        self.retired = [parent for parent in self.retired if not parent.is_gone()]
        generation = self.brood.keep_up()
        for parent in parents:
            if generation is None and parent.channel.fileno() in ready:
                generation = self._hear(parent)
        if generation is None and self.orders in ready:
            generation = self._obey()
        return generation

    # Orders: `import NUMBER`, `prepare NAME-OF-A-FILE`, `linger`.

    def _obey(self) -> Generation | None:
        *lines, self.partial = (self.partial + os.read(self.orders, 4096)).split(b"\n")
        for line in lines:
            word, _, argument = line.decode("ascii", "replace").partition(" ")
            if word == "import" and argument.isdigit():
                generation = self._begin(int(argument))
                if generation is not None:
                    return generation
            elif word == "linger":
                self.lingers = True
            elif word == "prepare":
                generation = self._prepare(argument)
                if generation is not None:
                    return generation
        return None

    def _begin(self, number: int) -> Generation | None:
        listener = self.brood.revoke()
        if listener is not None and listener.path == self.daemon.listener_path and os.path.islink(listener.path):
            listener = None  # requests go elsewhere by now: this process has taken the place of one that had ended
        if self.parent is not None and self.parent.send(f"import {number}", listener):
            self.brood.give_up()
            if listener is not None and listener.descriptor != self.daemon.listener:
                os.close(listener.descriptor)
            return None
        return self.brood.fork(number, listener)

    def _hear(self, parent: ParentProcess) -> Generation | None:
        message, listener = parent.receive()
        word, _, argument = message.partition(" ")
        if word == "prepared":
            if self.parent is not None:
                self._retire(self.parent)
            self.parent, self.candidate = parent, None
            self.reporter.report("prepared", argument)
        elif word == "spoiled":
            self.candidate = None
            self.retired.append(parent)
            self.spoiling.update(json.loads(argument))
            self.attempts += 1
            if self.attempts < MOST_ATTEMPTS:
                return self._fork_parent()
        elif word == "stale":
            # It has given up; what it had imported is not what is there now.
            self._retire(parent)
            self.parent = None
            generation = self.brood.fork(int(argument), listener)
            self.tried.clear()
            return generation
        else:
            if parent is self.candidate:
                self.candidate = None
            if parent is self.parent:
                self.parent = None
            self.retired.append(parent)
        return None

    def _retire(self, parent: ParentProcess) -> None:
        parent.send("finish")
        self.retired.append(parent)

    # The library parent.

    def _prepare(self, name: str) -> Generation | None:
        """Makes a library parent that knows what the generation has loaded, unless there is one."""
        if "/" in name:
            return None
        path = f"{self.directory}/{name}"
        try:
            with open(path, encoding="utf-8") as file:
                libraries = json.load(file)["libraries"]
            os.unlink(path)  # the engine has read it before
        except (OSError, ValueError, KeyError):
            return None
        if self.settings["preload"] == "off":
            return None
        new = [name for name in libraries if name not in self.tried]
        if not new or self.candidate is not None:
            return None
        self.libraries = list(libraries)
        self.tried.update(libraries)
        self.attempts = 0
        return self._fork_parent()

    def _fork_parent(self) -> Generation | None:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        own = os.getpid()
        pid = os.fork()
        if pid:
            theirs.close()
            self.candidate = ParentProcess(pid, ours)
            return None
        try:
            self.daemon.settle_copy(own)
            ours.close()
            self._forget_descriptors()
            generation = LibraryParent(self, theirs).run()
            theirs.close()
            return generation
        except BaseException:
            traceback.print_exc()
            os._exit(1)

    def _forget_descriptors(self) -> None:
        """In a copy: what belongs to the bare process alone."""
        if self.orders >= 0:
            os.close(self.orders)
            self.orders = -1
        for parent in (self.parent, self.candidate, *self.retired):
            if parent is not None:
                parent.channel.close()
        self.parent = self.candidate = None
        self.retired = []
        self.brood.forget()
