"""What the recorder left behind: read from the files themselves, as `docs/reference/recording-format.md` has it."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from harness.waiting import wait_for


@dataclass(frozen=True)
class Recorded:
    about: dict[str, Any]
    request_body: bytes
    response_body: bytes

    @property
    def target(self) -> str:
        target: str = self.about["environ"]["REQUEST_URI"]
        return target

    @property
    def stages(self) -> list[str]:
        return [one["stage"] for one in self.about["exceptions"]]


class Recording:
    """The directory of a recorder."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory

    def all(self) -> list[Recorded]:
        return [_read(path) for path in sorted(self.directory.glob("*.exchange"))]

    def of(self, target: str, count: int = 1) -> list[Recorded]:
        """The exchanges of a path; they are written a moment after the client has its answer."""

        def look() -> list[Recorded] | None:
            found = [one for one in self.all() if one.target == target]
            return found if len(found) == count else None

        return wait_for(f"{count} recorded exchanges of {target}", look, within=10)

    def assert_private(self) -> None:
        assert self.directory.stat().st_mode & 0o777 == 0o700
        # The engine's own word to git lies there, too, and what has no file of its own yet.
        paths = [path for path in self.directory.iterdir() if path.name != ".gitignore"]
        assert all(path.stat().st_mode & 0o777 == 0o600 for path in paths)
        paths = [path for path in paths if not path.name.startswith(".spool-")]
        assert all(path.suffix == ".exchange" and not path.name.startswith(".") for path in paths), paths


def _read(path: Path) -> Recorded:
    first, _, rest = path.read_bytes().partition(b"\n")
    magic, version, *numbers = first.split(b" ")
    assert (magic, version, len(numbers)) == (b"expressway-exchange", b"1", 4), first
    lengths = [int(number) for number in numbers]
    assert len(rest) == sum(lengths)
    parts = [rest[sum(lengths[:place]) : sum(lengths[: place + 1])] for place in range(4)]
    environ = dict(variable.split("=", 1) for variable in parts[1].decode("latin-1").split("\0")[:-1])
    return Recorded({**json.loads(parts[0]), "environ": environ}, parts[2], parts[3])
