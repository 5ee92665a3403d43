"""Where the benchmarks keep what they make: a directory that the user as whom the servers run can enter."""

from __future__ import annotations

import hashlib
import os
import pwd
import stat
from dataclasses import dataclass
from pathlib import Path

BENCHMARKS = Path(__file__).resolve().parent.parent
CHECKOUT = BENCHMARKS.parent


class UnusableWorkspace(Exception):
    """The directory cannot be used; the text says why and what to do."""


@dataclass(frozen=True)
class Workspace:
    """The paths below one work directory."""

    directory: Path

    @property
    def environment(self) -> Path:
        """The virtual environment with all peers."""
        return self.directory / "environment"

    @property
    def python(self) -> Path:
        return self.environment / "bin" / "python"

    @property
    def stamps(self) -> Path:
        """One file for each step of the preparation, with what it was made from."""
        return self.directory / "stamps"

    @property
    def logs(self) -> Path:
        """What the servers write to their terminals."""
        return self.directory / "logs"

    @property
    def server_roots(self) -> Path:
        """Where servers that leave files behind are told to put them."""
        return self.directory / "server-roots"

    def project(self, name: str) -> Path:
        return self.directory / "projects" / name

    def program(self, name: str) -> Path:
        return self.environment / "bin" / name


def run_user() -> str | None:
    """The user that root gives to the servers; None where the benchmark runs as an ordinary user."""
    if os.geteuid() != 0:
        return None
    for name in ("www-data", "nobody"):
        try:
            pwd.getpwnam(name)
        except KeyError:
            continue
        return name
    raise UnusableWorkspace("root has neither 'www-data' nor 'nobody' to run the servers as: run as an ordinary user")


def find_workspace(given: Path | None) -> Workspace:
    """The directory that was asked for, else `.work` here, else one in /var/tmp.

    Raises UnusableWorkspace.
    """
    if given is not None:
        directory = given.resolve()
        _make(directory)
        if run_user() is not None and not _everybody_can_enter(directory):
            raise UnusableWorkspace(f"the user '{run_user()}' cannot enter '{directory}': name another directory")
        return Workspace(directory)
    if run_user() is None or _everybody_can_enter(BENCHMARKS):
        directory = BENCHMARKS / ".work"
    else:
        # Of this checkout alone; /var/tmp is sticky, so nobody can exchange what is ours.
        mark = hashlib.sha256(str(CHECKOUT).encode()).hexdigest()[:12]
        directory = Path("/var/tmp", f"expressway-benchmarks-{os.geteuid()}-{mark}")
    _make(directory)
    return Workspace(directory)


def _make(directory: Path) -> None:
    """Makes the directory, or refuses one that somebody else could have prepared or could change."""
    directory.mkdir(mode=0o755, parents=True, exist_ok=True)
    found = directory.lstat()
    if not stat.S_ISDIR(found.st_mode):
        raise UnusableWorkspace(f"'{directory}' is not a directory: remove it, or name another")
    if found.st_uid != os.geteuid() or found.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
        raise UnusableWorkspace(f"'{directory}' belongs to, or can be changed by, somebody else: name another")


def _everybody_can_enter(directory: Path) -> bool:
    return all(path.stat().st_mode & stat.S_IXOTH for path in (directory, *directory.parents))
