"""Other programs on the machine: how much they take, and the patience to wait until they take less."""

from __future__ import annotations

import os
import time
from pathlib import Path

from harness.figures import median

QUIET_FRACTION = 0.10
"""Of the machine's CPU time; below this, a measurement may begin."""


class Neighbours:
    """Live: counts what is left of the patience, and keeps what it saw before each measurement."""

    def __init__(self, patience_seconds: float) -> None:
        self._patience_seconds = patience_seconds
        self._fractions: list[float] = []

    def settle(self, pause_seconds: float) -> None:
        """Waits at least this long, while nothing of ours is busy; longer while others are and patience lasts."""
        while True:
            fraction = _busy_fraction(pause_seconds)
            if fraction < QUIET_FRACTION or self._patience_seconds <= 0:
                break
            self._patience_seconds -= pause_seconds
        self._fractions.append(fraction)

    def summary(self) -> str:
        if not self._fractions:
            return "not looked at"
        return f"{median(self._fractions):.0%} of the CPU (median), {max(self._fractions):.0%} at worst"


def _busy_fraction(seconds: float) -> float:
    before = _busy_seconds()
    begin = time.monotonic()
    time.sleep(seconds)
    cores = os.cpu_count() or 1
    return min(1.0, (_busy_seconds() - before) / cores / (time.monotonic() - begin))


def _busy_seconds() -> float:
    """Of all cores since the machine started; idle and waiting for a disk do not count, stolen time does.

    Source: proc_stat(5): user, nice, system, idle, iowait, irq, softirq, steal.
    """
    fields = [int(field) for field in Path("/proc/stat").read_text().partition("\n")[0].split()[1:9]]
    return (sum(fields) - fields[3] - fields[4]) / os.sysconf("SC_CLK_TCK")
