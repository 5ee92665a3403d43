"""What `expressway new` takes for each template, written and as a dry run, beside `django-admin startproject`."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from harness.command_line import Session, begin_session, parser
from harness.engine import find_engine
from harness.figures import median, percentile_95
from harness.report import Report, Table, Verdict
from harness.server import ServerFailed

PAUSE_SECONDS = 0.05
TEMPLATES = ("minimal", "team", "wsgi")
PEER = "django-admin startproject"
NEW_LIMIT_SECONDS = 0.100
DRY_RUN_LIMIT_SECONDS = 0.030

SUMMARY = (
    "Each figure is a whole command, from its start to its end, into an empty directory. 'expressway' is what a person "
    "types: the launcher in the environment's Python, which becomes the engine; 'engine' is the engine alone."
)

Command = tuple[str, list[str]]


def main(arguments: Sequence[str] | None = None) -> int:
    options = parser("new", __doc__ or "", rounds=51)
    given = options.parse_args(arguments)
    with begin_session(given, ()) as session:
        samples = _measure(session, session.workspace.directory / "new")
        session.finish(_report(session, samples))
    return 0


def _commands(session: Session) -> list[Command]:
    engine = str(find_engine(session.workspace))
    scripts = session.workspace.environment / "bin"
    commands: list[Command] = []
    for program, words in (("expressway", [str(scripts / "expressway")]), ("engine", [engine])):
        for template in TEMPLATES:
            making = [*words, "new", "shop", "--yes", "--template", template]
            commands.append((f"{program} new, {template}", making))
            commands.append((f"{program} new --dry-run, {template}", [*making, "--dry-run"]))
    commands.append((PEER, [str(scripts / "django-admin"), "startproject", "shop"]))
    return commands


def _measure(session: Session, place: Path) -> dict[str, list[float]]:
    samples: dict[str, list[float]] = {}
    commands = _commands(session)
    # The first round fills the page cache and is forgotten.
    for number in range(session.rounds + 1):
        if number % 10 == 0:
            print(f"round {number} of {session.rounds}", file=sys.stderr, flush=True)
        session.neighbours.settle(PAUSE_SECONDS)
        turn = number % len(commands)
        for name, words in commands[turn:] + commands[:turn]:
            shutil.rmtree(place, ignore_errors=True)
            place.mkdir(parents=True)
            seconds = _run(session, place, words)
            if (place / "shop").exists() == ("--dry-run" in words):
                raise ServerFailed(f"'{' '.join(words)}' did not do what it was asked for")
            if number > 0:
                samples.setdefault(name, []).append(seconds)
    shutil.rmtree(place, ignore_errors=True)
    return samples


def _run(session: Session, directory: Path, command: Sequence[str]) -> float:
    environment = os.environ | {"VIRTUAL_ENV": str(session.workspace.environment), "PWD": str(directory)}
    begin = time.perf_counter()
    ended = subprocess.run(
        command, cwd=directory, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    seconds = time.perf_counter() - begin
    if ended.returncode != 0:
        raise ServerFailed(f"'{' '.join(command)}' ended with {ended.returncode}:\n{ended.stderr}")
    return seconds


def _report(session: Session, samples: dict[str, list[float]]) -> Report:
    rows = [
        [name, _milliseconds(median(times)), _milliseconds(percentile_95(times)), _milliseconds(min(times))]
        for name, times in sorted(samples.items(), key=lambda item: item[0])
    ]
    return session.report(
        name="new",
        summary=SUMMARY,
        tables=[Table("whole commands", ("command", "median", "p95", "least"), rows)],
        verdicts=_verdicts(samples),
        measurements=samples,
    )


def _verdicts(samples: dict[str, list[float]]) -> list[Verdict]:
    verdicts = []
    for name, times in sorted(samples.items()):
        if not name.startswith("expressway"):
            continue
        limit = DRY_RUN_LIMIT_SECONDS if "--dry-run" in name else NEW_LIMIT_SECONDS
        reached = median(times)
        verdicts.append(Verdict(f"{name}, in {_milliseconds(limit)}", _milliseconds(reached), reached < limit))
    return verdicts


def _milliseconds(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms"
