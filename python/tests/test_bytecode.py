"""No edit is lost to bytecode that looks current."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import expressway

PROGRAM = """
import sys
sys.path.insert(0, sys.argv[1])
if sys.argv[2] == "distrust":
    from expressway.runtime.bytecode import distrust_fresh_sources
    distrust_fresh_sources()
import subject
print(subject.VALUE)
"""


def value(directory: Path, mode: str) -> str:
    environment = {**os.environ, "PYTHONPATH": str(Path(expressway.__file__).parent.parent)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    result = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(directory), mode],
        capture_output=True,
        text=True,
        check=True,
        env=environment,
    )
    return result.stdout.strip()


def save(directory: Path, number: int, moment: float) -> None:
    """A source of the same size whatever the number, with a modification time within the same second."""
    source = directory / "subject.py"
    source.write_text(f"VALUE = {number}\n")
    os.utime(source, (moment, moment))


def test_a_second_edit_within_the_second_is_seen(tmp_path: Path) -> None:
    moment = float(int(time.time()))
    save(tmp_path, 1, moment)
    assert value(tmp_path, "distrust") == "1"
    save(tmp_path, 2, moment + 0.5)
    assert value(tmp_path, "distrust") == "2"


def test_python_by_itself_loses_it(tmp_path: Path) -> None:
    """What the module is for: should this fail one day, the module may go."""
    moment = float(int(time.time()))
    save(tmp_path, 1, moment)
    assert value(tmp_path, "trust") == "1"
    save(tmp_path, 2, moment + 0.5)
    assert value(tmp_path, "trust") == "1"


def test_bytecode_of_older_sources_is_written_as_ever(tmp_path: Path) -> None:
    save(tmp_path, 1, time.time() - 60)
    assert value(tmp_path, "distrust") == "1"
    assert list((tmp_path / "__pycache__").glob("subject.*.pyc"))
