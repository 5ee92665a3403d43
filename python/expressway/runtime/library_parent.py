"""The process that has imported the libraries of the generation before, and makes the next ones."""

from __future__ import annotations

import json
import os

from .brood import wait_readable
from .file_identity import fingerprint
from .standby_channel import receive, send

TYPE_CHECKING = False
if TYPE_CHECKING:
    import socket

    from .brood import Generation, Listener
    from .standby import BareProcess


class LibraryParent:
    """A copy with the libraries loaded, which makes copies of itself in turn."""

    def __init__(self, bare: BareProcess, channel: socket.socket) -> None:
        self.bare = bare
        self.channel = channel
        self.daemon = bare.daemon
        self.brood = bare.new_brood()
        self.script = fingerprint(bare.script)
        self.finishing = False

    def run(self) -> Generation | None:
        from .preloading import Preloading

        preloading = Preloading(
            [name for name in self.bare.libraries if name not in self.bare.spoiling],
            self.bare.prelude,
            only_standard=self.bare.settings["preload"] == "stdlib",
        )
        spoiled = preloading.run()
        if spoiled:
            self._say("spoiled " + json.dumps(spoiled))
            os._exit(0)
        self.preloading = preloading
        self._say(f"prepared {preloading.count}")
        generation = None
        while generation is None:
            generation = self._turn()
        preloading.leave()
        return generation

    def _say(self, message: str, listener: Listener | None = None) -> None:
        """Ends this process where the bare one is gone: it could have no orders any more."""
        try:
            send(self.channel, message, listener)
        except OSError:
            os._exit(0)

    def _turn(self) -> Generation | None:
        descriptors = [self.channel.fileno(), *self.daemon.signal_readers, *self.brood.polled]
        ready = wait_readable(descriptors, self.brood.patience)
        if not ready.isdisjoint(self.daemon.signal_readers):
            os._exit(0)
        generation = self.brood.keep_up()
        if generation is None and self.channel.fileno() in ready:
            message, listener = receive(self.channel)
            word, _, argument = message.partition(" ")
            if word == "import":
                generation = self._begin(int(argument), listener)
            elif word in ("finish", ""):
                self.finishing = True
                self.brood.give_up()
        if generation is None and self.finishing and self.brood.is_empty:
            os._exit(0)
        return generation

    def _begin(self, number: int, listener: Listener | None) -> Generation | None:
        own = self.brood.revoke()
        listener = own if own is not None else listener
        if self._is_stale():
            self.brood.give_up()
            self._say(f"stale {number}", listener)
            return None
        return self.brood.fork(number, listener)

    def _is_stale(self) -> bool:
        """Whether a cold start would see something else by now."""
        return fingerprint(self.bare.script) != self.script or self.preloading.is_stale()
