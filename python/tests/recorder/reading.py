"""Reads recordings as strictly as the format allows."""

from __future__ import annotations

import json
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
    magic, version, *lengths = first.split(b" ")
    assert (magic, version, len(lengths)) == (b"expressway-exchange", b"1", 3), first
    header, request, response = (int(length) for length in lengths)
    assert len(rest) == header + request + response
    assert rest[header - 1 : header] == b"\n"
    assert path.stat().st_mode & 0o777 == 0o600
    return Recorded(json.loads(rest[:header]), rest[header : header + request], rest[header + request :], path.name)


def read_all(directory: Path) -> list[Recorded]:
    """All exchanges; a file that was left aside is an error."""
    assert directory.stat().st_mode & 0o777 == 0o700
    assert all(path.suffix == ".exchange" and path.name[0] != "." for path in directory.iterdir())
    return [read_exchange(path) for path in sorted(directory.iterdir())]
