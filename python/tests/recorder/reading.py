"""Reads recordings as strictly as the format allows."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass
class Recorded:
    """One file of a recording, read as strictly as the format allows."""

    about: dict[str, Any]
    request_body: bytes
    response_body: bytes
    name: str

    @property
    def stages(self) -> list[str]:
        return [one["stage"] for one in self.about["exceptions"]]


def read_exchange(path: Path) -> Recorded:
    content = path.read_bytes()
    first, _, rest = content.partition(b"\n")
    magic, version, *numbers = first.split(b" ")
    assert (magic, version, len(numbers)) == (b"expressway-exchange", b"1", 4), first
    lengths = [int(number) for number in numbers]
    assert len(rest) == sum(lengths)
    parts = [rest[sum(lengths[:place]) : sum(lengths[: place + 1])] for place in range(4)]
    assert parts[0].count(b"\n") == 1 and parts[0].endswith(b"\n")
    assert path.stat().st_mode & 0o777 == 0o600
    variables = parts[1].decode("latin-1").split("\0")
    assert variables.pop() == ""
    environ = dict(variable.split("=", 1) for variable in variables)
    return Recorded({**json.loads(parts[0]), "environ": environ}, parts[2], parts[3], path.name)


def read_all(directory: Path) -> list[Recorded]:
    """All exchanges, once each has its file; a file that was left aside is an error."""
    assert directory.stat().st_mode & 0o777 == 0o700
    _wait_for_files(directory)
    paths = [path for path in sorted(directory.iterdir()) if not path.name.startswith(".spool-")]
    assert all(path.suffix == ".exchange" and path.name[0] != "." for path in paths)
    return [read_exchange(path) for path in paths]


def _wait_for_files(directory: Path, within: float = 10.0) -> None:
    deadline = time.monotonic() + within
    while any(path.stat().st_size for path in directory.glob(".spool-*")):
        assert time.monotonic() < deadline, "the spool was not made into files"
        time.sleep(0.01)
