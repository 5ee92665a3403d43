"""Requests that come all the time, and what becomes of them."""

from __future__ import annotations

import http.client
import threading
import time
from dataclasses import dataclass, field
from types import TracebackType

TIMEOUT_SECONDS = 20.0
RETRY_SECONDS = 0.2


def fetch(port: int, path: str = "/", timeout_seconds: float = TIMEOUT_SECONDS) -> bytes | None:
    """The body of one GET with status 200; None for everything else that may happen."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=timeout_seconds)
    try:
        connection.request("GET", path)
        response = connection.getresponse()
        body = response.read()
        return body if response.status == 200 else None
    except (OSError, http.client.HTTPException):
        return None
    finally:
        connection.close()


@dataclass
class Fate:
    """Of all requests: how many there were, failed, or got an older text than one before, and the longest wait."""

    requests: int = 0
    failed: int = 0
    stale: int = 0
    longest_seconds: float = 0.0
    _newest: bytes = b""
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def count(self, began: float, newest_before: bytes, body: bytes | None) -> None:
        with self._lock:
            self.requests += 1
            self.longest_seconds = max(self.longest_seconds, time.perf_counter() - began)
            if body is None:
                self.failed += 1
            elif body.startswith(b"text "):
                self.stale += body < newest_before
                self._newest = max(self._newest, body)

    @property
    def newest(self) -> bytes:
        with self._lock:
            return self._newest


class SlowVisitor:
    """Live: a thread that has a request of nine seconds in flight all the time."""

    def __init__(self, port: int) -> None:
        self.requests = 0
        self.failed = 0
        self._port = port
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._visit, daemon=True)

    def __enter__(self) -> SlowVisitor:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._thread.join(TIMEOUT_SECONDS)

    def _visit(self) -> None:
        while not self._over.is_set():
            self.requests += 1
            if fetch(self._port, "/slow/") != b"slow":
                self.failed += 1
                self._over.wait(RETRY_SECONDS)


class Visitors:
    """Live: threads that ask for the page, `rate` requests a second in all, each on a connection of its own."""

    def __init__(self, port: int, rate: float = 50.0, threads: int = 25) -> None:
        self.fate = Fate()
        self._port = port
        self._pause = threads / rate
        self._over = threading.Event()
        self._threads = [
            threading.Thread(target=self._visit, args=(number * self._pause / threads,), daemon=True)
            for number in range(threads)
        ]

    def __enter__(self) -> Visitors:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        for thread in self._threads:
            thread.join(TIMEOUT_SECONDS)

    def _visit(self, delay: float) -> None:
        due = time.perf_counter() + delay
        while not self._over.wait(max(0.0, due - time.perf_counter())):
            began = time.perf_counter()
            # A request that begins after somebody has seen the new text must see it, too.
            newest = self.fate.newest
            self.fate.count(began, newest, fetch(self._port))
            due = max(due + self._pause, time.perf_counter())
