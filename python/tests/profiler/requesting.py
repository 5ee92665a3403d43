"""Requests to the profiled application, and the profiles that they leave."""

from __future__ import annotations

import pstats
from pathlib import Path
from typing import Any

Function = tuple[str, int, str]


def to(path: str, **more: Any) -> dict[str, Any]:
    """A request; the profiler takes `cProfile` or its own collector for it according to `multithread`."""
    return {"environ": {"PATH_INFO": path, "wsgi.multithread": more.pop("multithread", True)}, **more}


def profiles(directory: Path, extension: str = ".pstats") -> list[Path]:
    return sorted(path for path in directory.glob(f"2*{extension}"))


class Profile:
    """A `.pstats` file, its functions by name."""

    def __init__(self, path: Path) -> None:
        read: dict[Function, tuple[int, int, float, float, dict[Function, Any]]] = pstats.Stats(str(path)).stats  # type: ignore[attr-defined]
        self.entries = {function[2]: entry for function, entry in read.items()}
        self.places = {function[2]: function for function in read}

    def calls(self, name: str) -> tuple[int, int]:
        """All calls, and those that are no recursion."""
        entry = self.entries[name]
        return entry[1], entry[0]

    def callers(self, name: str) -> dict[str, tuple[int, int]]:
        """By the caller's name: all calls, and those that are no recursion."""
        return {caller[2]: (counts[0], counts[1]) for caller, counts in self.entries[name][4].items()}
