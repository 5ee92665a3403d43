"""Somebody who looks at a page all the time."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from harness.running import Server


class Visitor:
    """Asks for a page all the time, and keeps what it gets."""

    def __init__(self, server: Server) -> None:
        self.seen: list[str] = []
        self.problems: list[str] = []
        self._server = server
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._visit)

    def _visit(self) -> None:
        while not self._over.wait(0.01):
            try:
                response = self._server.get("/")
            except OSError as error:
                self.problems.append(repr(error))
                continue
            if response.status == 200:
                self.seen.append(response.text)
            else:
                self.problems.append(f"{response.status}: {response.text[:200]}")

    @contextmanager
    def visiting(self) -> Iterator[None]:
        self._thread.start()
        try:
            yield
        finally:
            self._over.set()
            self._thread.join()
