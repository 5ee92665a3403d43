"""Load: one burst of wrk against one server."""

from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path

from harness.server import ServerFailed

TIMEOUT_SECONDS = 10
"""Later answers count as errors. wrk's own 2 s is less than what 500 clients of a slow view have to wait anywhere."""

REPORT = Path(__file__).with_name("wrk_report.lua")


@dataclass(frozen=True)
class Burst:
    """What one burst measured."""

    requests: int
    requests_per_second: float
    p50_milliseconds: float
    p99_milliseconds: float
    errors: dict[str, int]
    """Of connect, read, write, timeout (after TIMEOUT_SECONDS), status (400 and above); only those that happened."""
    cpu_microseconds: float = 0.0
    """Of all the server's processes, for one request."""


def burst(port: int, path: str, connections: int, seconds: float) -> Burst:
    """One thread of wrk: with two, it would take both cores of a small machine from the server."""
    command = ["wrk", "--threads", "1", "--connections", str(connections), "--duration", f"{max(1, round(seconds))}s"]
    command += [
        "--timeout",
        f"{TIMEOUT_SECONDS}s",
        "--latency",
        "--script",
        str(REPORT),
        f"http://127.0.0.1:{port}{path}",
    ]
    ended = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    lines = [line for line in ended.stdout.splitlines() if line.startswith('{"requests"')]
    if not lines:
        raise ServerFailed(f"wrk measured nothing:\n{ended.stdout}{ended.stderr}")
    measured: dict[str, float] = json.loads(lines[0])
    return Burst(
        requests=int(measured["requests"]),
        requests_per_second=measured["requests"] / measured["seconds"],
        p50_milliseconds=measured["p50"],
        p99_milliseconds=measured["p99"],
        errors={
            kind: int(measured[kind]) for kind in ("connect", "read", "write", "timeout", "status") if measured[kind]
        },
    )
