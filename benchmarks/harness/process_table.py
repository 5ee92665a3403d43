"""What /proc says about processes: who belongs to a server, what it has used, whether anything stays behind."""

from __future__ import annotations

import ctypes
import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")
PR_SET_CHILD_SUBREAPER = 36


@dataclass(frozen=True)
class Process:
    pid: int
    parent: int
    session: int
    is_zombie: bool
    cpu_seconds: float
    ended_children_cpu_seconds: float


def adopt_orphans() -> None:
    """Makes this process the parent of whatever its servers leave behind, so that nothing can hide.

    Source: prctl(2), PR_SET_CHILD_SUBREAPER.
    """
    library = ctypes.CDLL(None, use_errno=True)
    if library.prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "prctl(PR_SET_CHILD_SUBREAPER) failed")


def processes() -> list[Process]:
    found = (_read(int(entry.name)) for entry in os.scandir("/proc") if entry.name.isdigit())
    return [process for process in found if process is not None]


def of_session(session: int) -> list[Process]:
    return [process for process in processes() if process.session == session]


def adopted(own: Iterable[int]) -> list[Process]:
    """Children of this process that it did not start itself; those that have ended are reaped on the way."""
    kept = []
    for process in processes():
        if process.parent != os.getpid() or process.pid in own:
            continue
        if process.is_zombie:
            os.waitpid(process.pid, os.WNOHANG)
        else:
            kept.append(process)
    return kept


def command_line(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace").strip()
    except OSError:
        return "?"


def executable(pid: int) -> str | None:
    try:
        return os.readlink(f"/proc/{pid}/exe")
    except OSError:
        return None


def resident_bytes(pid: int) -> int:
    """VmRSS: with every page of libraries that others use as well."""
    return _kibibytes(Path(f"/proc/{pid}/status"), "VmRSS") * 1024


def proportional_bytes(pid: int) -> int:
    """PSS: a page that three processes share counts a third for each."""
    return _kibibytes(Path(f"/proc/{pid}/smaps_rollup"), "Pss") * 1024


def _kibibytes(path: Path, key: str) -> int:
    try:
        found = re.search(rf"^{key}:\s+(\d+) kB", path.read_text(), re.MULTILINE)
    except OSError:
        return 0
    return int(found[1]) if found else 0


def _read(pid: int) -> Process | None:
    try:
        text = Path(f"/proc/{pid}/stat").read_text(errors="replace")
    except OSError:
        return None
    # The name in parentheses may hold anything, spaces and parentheses included.
    fields = text.rpartition(")")[2].split()
    return Process(
        pid=pid,
        parent=int(fields[1]),
        session=int(fields[3]),
        is_zombie=fields[0] == "Z",
        cpu_seconds=(int(fields[11]) + int(fields[12])) / TICKS_PER_SECOND,
        ended_children_cpu_seconds=(int(fields[13]) + int(fields[14])) / TICKS_PER_SECOND,
    )
