"""What profile files cost: a thousand profiles that extend each other, a file of the largest size, an ordinary one."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from harness.command_line import Session, begin_session, parser
from harness.engine import find_engine
from harness.figures import median, percentile_95
from harness.profile_files import ORDINARY, largest_file, thousand_profiles
from harness.report import Report, Table, Verdict
from harness.server import ServerFailed

PAUSE_SECONDS = 0.05
THOUSAND = "1,000 profiles, ten deep"
LARGEST = "a file of 1 MiB"
LARGE_LIMITS = {THOUSAND: 0.200, LARGEST: 0.150}
"""Seconds for the whole command, from its start to its end."""
ADDED_LIMIT_SECONDS = 0.002
COMMANDS = (("check",), ("list",), ("show",))

SUMMARY = (
    "Each figure is a whole command, from its start to its end, of the engine itself. 'check' resolves every profile "
    "of the file. What an ordinary file adds is the median over the rounds of the difference between "
    "`expressway config app.wsgi` with it and without it, one after the other, in turns; CPU time is that of the "
    "engine and of the programs that it asks about the host."
)


@dataclass(frozen=True)
class Run:
    seconds: float
    cpu_seconds: float


@dataclass
class Samples:
    """One run for each round, by what was run."""

    large: dict[str, list[Run]] = field(default_factory=dict)
    plain: list[Run] = field(default_factory=list)
    ordinary: list[Run] = field(default_factory=list)


def main(arguments: Sequence[str] | None = None) -> int:
    options = parser("profiles", __doc__ or "", rounds=101)
    given = options.parse_args(arguments)
    with begin_session(given, ()) as session:
        samples = _measure(session, session.workspace.directory / "profiles")
        session.finish(_report(session, samples))
    return 0


def _measure(session: Session, place: Path) -> Samples:
    engine = str(find_engine(session.workspace))
    shutil.rmtree(place, ignore_errors=True)
    large = {THOUSAND: thousand_profiles(), LARGEST: largest_file()}
    directories = {name: _project(place / f"large-{index}", large[name]) for index, name in enumerate(large)}
    plain, ordinary = _project(place / "plain", None), _project(place / "ordinary", ORDINARY)
    samples = Samples()
    # The first round fills the page cache and is forgotten.
    for number in range(session.rounds + 1):
        if number % 10 == 0:
            print(f"round {number} of {session.rounds}", file=sys.stderr, flush=True)
        session.neighbours.settle(PAUSE_SECONDS)
        runs = {
            f"profile {words[0]}, {name}": _run(session, directory, [engine, "profile", *words])
            for name, directory in directories.items()
            for words in COMMANDS
        }
        pair = [("plain", plain), ("ordinary", ordinary)]
        if number % 2:
            pair.reverse()
        configurations = {name: _run(session, directory, [engine, "config", "app.wsgi"]) for name, directory in pair}
        if number > 0:
            for name, run in runs.items():
                samples.large.setdefault(name, []).append(run)
            samples.plain.append(configurations["plain"])
            samples.ordinary.append(configurations["ordinary"])
    return samples


def _project(directory: Path, profiles: str | None) -> Path:
    directory.mkdir(parents=True)
    (directory / "app.wsgi").write_text("def application(environ, start_response): ...\n", encoding="utf-8")
    for name in ("src", "tools"):
        (directory / name).mkdir()
    if profiles is not None:
        (directory / "expressway.yaml").write_text(profiles, encoding="utf-8")
    return directory


def _run(session: Session, directory: Path, command: Sequence[str]) -> Run:
    """Raises ServerFailed where the command does not end well: a figure of a refusal would say nothing."""
    hidden = ("DATABASE_URL", "EXPRESSWAY_PROFILE")
    environment = {name: value for name, value in os.environ.items() if name not in hidden}
    environment |= {"VIRTUAL_ENV": str(session.workspace.environment), "PWD": str(directory)}
    before = _cpu_seconds()
    begin = time.perf_counter()
    ended = subprocess.run(
        command, cwd=directory, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    seconds = time.perf_counter() - begin
    cpu = _cpu_seconds() - before
    if ended.returncode != 0:
        raise ServerFailed(f"'{' '.join(command)}' in '{directory}' ended with {ended.returncode}:\n{ended.stderr}")
    return Run(seconds, cpu)


def _cpu_seconds() -> float:
    """Of all children that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _report(session: Session, samples: Samples) -> Report:
    rows = [[name, *_figures(runs)] for name, runs in samples.large.items()]
    rows += [["config, without a profile file", *_figures(samples.plain)]]
    rows += [["config, with an ordinary one", *_figures(samples.ordinary)]]
    return session.report(
        name="profiles",
        summary=SUMMARY,
        tables=[Table("whole commands", ("command", "median", "p95", "least", "CPU time"), rows)],
        verdicts=_verdicts(samples),
        measurements=asdict(samples),
    )


def _verdicts(samples: Samples) -> list[Verdict]:
    verdicts = []
    for name, limit in LARGE_LIMITS.items():
        for words in COMMANDS:
            command = f"profile {words[0]}, {name}"
            reached = median([run.seconds for run in samples.large[command]])
            verdicts.append(Verdict(f"{command}, in {limit * 1000:.0f} ms", _milliseconds(reached), reached <= limit))
    pairs = list(zip(samples.ordinary, samples.plain))
    added = median([one.seconds - other.seconds for one, other in pairs])
    verdicts.append(Verdict("an ordinary file adds under 2 ms", _milliseconds(added), added < ADDED_LIMIT_SECONDS))
    return verdicts


def _figures(runs: Sequence[Run]) -> list[str]:
    seconds = [run.seconds for run in runs]
    cpu = median([run.cpu_seconds for run in runs])
    return [_milliseconds(figure) for figure in (median(seconds), percentile_95(seconds), min(seconds), cpu)]


def _milliseconds(seconds: float) -> str:
    return f"{seconds * 1000:.2f} ms" if abs(seconds) < 0.01 else f"{seconds * 1000:.0f} ms"
