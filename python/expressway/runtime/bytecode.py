"""Keeps Python from taking an edited module for the one that it has compiled before.

Python trusts a `.pyc` whose recorded size and whole-second modification time are those of the source. An edit of the
same size within the second of the one before would never be served: measured, 9 of 16 such edits were lost.
"""

from __future__ import annotations

import os
import time
from importlib.machinery import SourceFileLoader

SECONDS_OF_DOUBT = 2.0


def distrust_fresh_sources() -> None:
    """From now on no bytecode is written for a source that was changed a moment ago."""
    original = SourceFileLoader.set_data

    def set_data(self: SourceFileLoader, path: str, data: bytes, *, _mode: int = 0o666) -> None:
        if not _is_fresh(self.path):
            original(self, path, data, _mode=_mode)

    SourceFileLoader.set_data = set_data  # type: ignore[method-assign, assignment]


def _is_fresh(source: str) -> bool:
    try:
        return time.time() - os.stat(source).st_mtime < SECONDS_OF_DOUBT
    except OSError:
        return False
