"""On what, and with which versions, a run was made: for the head of its results."""

from __future__ import annotations

import json
import os
import platform
import re
import shutil
import subprocess
from collections.abc import Sequence
from datetime import datetime, timezone
from pathlib import Path

from harness.workspace import CHECKOUT, Workspace

DISTRIBUTIONS = (
    "Django",
    "djangorestframework",
    "expressway",
    "granian",
    "gunicorn",
    "mod_wsgi",
    "wagtail",
    "whitenoise",
)


def describe_run(workspace: Workspace) -> dict[str, str]:
    """Name of a fact -> its text, in the order in which a reader wants them."""
    return {
        "date": datetime.now(timezone.utc).strftime("%Y-%m-%d %H:%M UTC"),
        "machine": _machine(),
        "system": _system(),
        "expressway": _checkout(),
        "python": _first_line([str(workspace.python), "-VV"]),
        "packages": _packages(workspace),
        "httpd": _first_line([_httpd(), "-v"]).removeprefix("Server version: "),
        "wrk": _first_word_after_name(["wrk", "-v"]),
    }


def _machine() -> str:
    model = re.search(r"^model name\s*:\s*(.+)$", _read("/proc/cpuinfo"), re.MULTILINE)
    memory = re.search(r"^MemTotal:\s*(\d+)", _read("/proc/meminfo"), re.MULTILINE)
    name = model[1] if model else platform.machine()
    size = f", {int(memory[1]) / 1024 / 1024:.0f} GiB" if memory else ""
    return f"{name}, {len(os.sched_getaffinity(0))} cores{size}"


def _system() -> str:
    name = re.search(r'^PRETTY_NAME="?([^"\n]+)', _read("/etc/os-release"), re.MULTILINE)
    return f"{name[1] if name else platform.system()}, Linux {platform.release()}"


def _checkout() -> str:
    commit = _first_line(["git", "-C", str(CHECKOUT), "rev-parse", "--short", "HEAD"])
    changed = _first_line(
        ["git", "-C", str(CHECKOUT), "status", "--porcelain", "--", "Sources", "python", "Package.swift"]
    )
    return f"commit {commit}{' with changes' if changed else ''}"


def _packages(workspace: Workspace) -> str:
    script = (
        "import importlib.metadata as m, json, sys\n"
        "found = {d.metadata['Name'].lower().replace('-', '_'): d.version for d in m.distributions()}\n"
        "print(json.dumps(found))"
    )
    versions: dict[str, str] = json.loads(_first_line([str(workspace.python), "-c", script]) or "{}")
    return ", ".join(f"{name} {versions[key]}" for name in DISTRIBUTIONS if (key := name.lower()) in versions)


def _httpd() -> str:
    return next((name for name in ("apache2", "httpd") if shutil.which(name)), "httpd")


def _first_word_after_name(command: Sequence[str]) -> str:
    words = _first_line(command).split()
    return words[1] if len(words) > 1 else "?"


def _first_line(command: Sequence[str]) -> str:
    """The first line of what the program prints; nothing where it does not run. wrk prints its version and fails."""
    try:
        printed = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False).stdout
    except OSError:
        return ""
    return printed.strip().partition("\n")[0]


def _read(path: str) -> str:
    return Path(path).read_text(errors="replace")
