"""Which processes there are, read from /proc."""

import os
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Process:
    """One process; the start time tells it from a later one with the same number."""

    pid: int
    started: int

    @property
    def _fields(self) -> list[str] | None:
        try:
            text = Path(f"/proc/{self.pid}/stat").read_text(errors="replace")
        except OSError:
            return None
        fields = text.rpartition(")")[2].split()
        return fields if int(fields[19]) == self.started else None

    @property
    def is_alive(self) -> bool:
        """Whether it runs; a zombie does not."""
        fields = self._fields
        return fields is not None and fields[0] not in "ZX"

    @property
    def command_line(self) -> list[str]:
        try:
            raw = Path(f"/proc/{self.pid}/cmdline").read_bytes()
        except OSError:
            return []
        return [os.fsdecode(word) for word in raw.split(b"\0")]

    @property
    def user(self) -> int | None:
        try:
            return os.stat(f"/proc/{self.pid}").st_uid
        except OSError:
            return None

    def __str__(self) -> str:
        return f"{self.pid} {' '.join(self.command_line)!r}"


def _stat(pid: int) -> tuple[int, int] | None:
    """The parent and the start time of PID."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(errors="replace").rpartition(")")[2].split()
    except OSError:
        return None
    return int(fields[1]), int(fields[19])


def _everything() -> dict[int, tuple[int, int]]:
    found = {int(name): _stat(int(name)) for name in os.listdir("/proc") if name.isdigit()}
    return {pid: stat for pid, stat in found.items() if stat is not None}


def identify(pid: int) -> Process:
    stat = _stat(pid)
    if stat is None:
        raise ProcessLookupError(pid)
    return Process(pid, stat[1])


def descendants(pid: int) -> set[Process]:
    """The process PID and all that came from it and still have a living line of parents to it."""
    everything = _everything()
    found: set[int] = {pid} & everything.keys()
    while True:
        more = {child for child, (parent, _) in everything.items() if parent in found} - found
        if not more:
            return {Process(each, everything[each][1]) for each in found}
        found |= more


def marked(mark: str) -> set[Process]:
    """The processes that inherited an environment variable with the value MARK, whoever their parent is."""
    found = set()
    for pid, (_, started) in _everything().items():
        try:
            environment = Path(f"/proc/{pid}/environ").read_bytes()
        except OSError:
            continue
        if mark.encode() in environment:
            found.add(Process(pid, started))
    return {process for process in found if process.is_alive}


def survivors(processes: Iterable[Process], *, within: float) -> set[Process]:
    """Those of PROCESSES that still run after WITHIN seconds; returns as soon as there are none."""
    deadline = time.monotonic() + within
    alive = {process for process in processes if process.is_alive}
    while alive and time.monotonic() < deadline:
        time.sleep(0.02)
        alive = {process for process in alive if process.is_alive}
    return alive
