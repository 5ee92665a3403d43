"""The engine by itself: how long `--help` takes, and what it holds while it supervises."""

from __future__ import annotations

import os
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from harness.candidates import OUR_SCRIPT
from harness.command_line import Session
from harness.process_table import executable, resident_bytes
from harness.workspace import Workspace

HELP_RUNS = 100
SETTLED_SECONDS = 1.0
"""After the first 200, so that the start is over when the memory is read."""


@dataclass(frozen=True)
class EngineFigures:
    help_seconds: list[float]
    supervising_bytes: int


def measure_engine(session: Session) -> EngineFigures:
    engine = find_engine(session.workspace)
    seconds = [_time_help(engine) for _ in range(HELP_RUNS + 1)][1:]
    with session.server(OUR_SCRIPT, "trivial") as server:
        time.sleep(SETTLED_SECONDS)
        supervisors = [one.pid for one in server.processes() if executable(one.pid) == str(engine)]
        resident = max((resident_bytes(pid) for pid in supervisors), default=0)
    return EngineFigures(seconds, resident)


def find_engine(workspace: Workspace) -> Path:
    """The program itself, not the console script that starts it."""
    named = os.environ.get("EXPRESSWAY_ENGINE")
    if named:
        return Path(named).resolve()
    script = "import expressway, pathlib; print(pathlib.Path(expressway.__file__).parent / '_bin' / 'expressway')"
    printed = subprocess.run([str(workspace.python), "-c", script], check=True, capture_output=True, text=True).stdout
    return Path(printed.strip()).resolve()


def _time_help(engine: Path) -> float:
    begin = time.perf_counter()
    subprocess.run([str(engine), "--help"], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - begin
