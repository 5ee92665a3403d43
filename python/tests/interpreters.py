"""The Pythons that the runtime is tried with: this one, those of pyenv, and those that a variable names."""

from __future__ import annotations

import functools
import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

RUNTIME_PARENT = Path(__file__).resolve().parents[1] / "expressway"
DRIVER = Path(__file__).resolve().with_name("apache_like.py")
SUPPORTED = range(9, 100)


def interpreters() -> list[Any]:
    """Paths as pytest parameters named by version. `EXPRESSWAY_TEST_PYTHONS` (split at colons) comes before pyenv's."""
    found: dict[str, str] = {}
    named = [name for name in os.environ.get("EXPRESSWAY_TEST_PYTHONS", "").split(":") if name]
    pyenv = sorted(str(path) for path in (Path.home() / ".pyenv" / "versions").glob("3.*/bin/python"))
    for path in [sys.executable, *named, *pyenv]:
        version = _version(path)
        if version is not None:
            found.setdefault(version, path)
    return [pytest.param(path, id=version) for version, path in sorted(found.items(), key=_order)]


def _order(item: tuple[str, str]) -> list[int]:
    return [int(number) for number in item[0].split(".")]


@functools.cache
def _version(path: str) -> str | None:
    code = "import sys; print('%d.%d.%d' % sys.version_info[:3])"
    try:
        ended = subprocess.run([path, "-I", "-c", code], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    matched = re.fullmatch(r"3\.(\d+)\.\d+\n", ended.stdout)
    return ended.stdout.strip() if matched and int(matched[1]) in SUPPORTED else None


def interpreters_with(module: str) -> list[Any]:
    """Those of `interpreters` that can import it."""
    return [python for python in interpreters() if has_module(python.values[0], module)]


def minor_version(python: Path) -> tuple[int, int]:
    """Of one of `interpreters`, as 3 and 11."""
    version = _version(str(python))
    assert version is not None
    major, minor, _ = map(int, version.split("."))
    return major, minor


@functools.cache
def has_module(path: str, name: str) -> bool:
    """Whether that Python can import it."""
    return subprocess.run([path, "-I", "-c", f"import {name}"], capture_output=True, check=False).returncode == 0


@dataclass
class Ended:
    """What became of a process that served requests."""

    answers: list[dict[str, Any]] = field(default_factory=list)
    failed: bool = False
    log: str = ""
    return_code: int = 0


def serve(
    python: str, application: Path, instruments: dict[str, Any], *requests: dict[str, Any], **order: Any
) -> Ended:
    """Has that Python load the application and answer the requests."""
    process = start(python, application, instruments, *requests, **order)
    output, log = process.communicate(timeout=60)
    document: dict[str, Any] = json.loads(output.splitlines()[-1]) if output else {"answers": [], "failed": True}
    return Ended(document["answers"], document["failed"], log, process.returncode)


def start(
    python: str, application: Path, instruments: dict[str, Any], *requests: dict[str, Any], **order: Any
) -> subprocess.Popen[str]:
    """The same, not waited for. `environment` adds variables."""
    environment = {**os.environ, **order.pop("environment", {})}
    document = {
        "runtime_parent": str(RUNTIME_PARENT), "application": str(application), "instruments": instruments,
        "requests": requests, **order,
    }  # fmt: skip
    return subprocess.Popen(
        [python, "-I", "-B", str(DRIVER), json.dumps(document)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment,
    )  # fmt: skip
