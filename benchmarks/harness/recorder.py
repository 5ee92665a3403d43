"""What it costs to record, and to profile, every request: requests a second with and without, ours and the peer's."""

from __future__ import annotations

import dataclasses
import os
import pwd
import shutil
import sys
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from harness.candidates import EXPRESS_SCRIPT, OUR_SCRIPT, Candidate, Launch
from harness.command_line import Session, begin_session, parser
from harness.figures import median, paired_ratio
from harness.report import Report, Table, Verdict
from harness.throughput import HELLO, PAUSE_SECONDS, PROJECT, Bursts, error_words, load, rates, wait_until_idle, warm_up
from harness.workspace import Workspace, run_user

CONNECTIONS = 10
COST_LIMIT = 0.10
"""Of the requests a second without the recorder."""
OF_PEER_LIMIT = 0.50
"""Of what the peer's recorder costs."""

RECENTLY_SECONDS = 300.0
"""How long ext4 remembers what was removed."""

SUMMARY = (
    "wrk with {connections} connections on the hello view; bursts of {seconds} s in turns, in another order in every "
    "round. The cost is 1 minus the requests a second as a part of those of "
    "the same server without the feature; the median over {rounds} rounds of the quotient within the round. "
    "mod_wsgi-express records in debug mode only (one process, one thread), so ours is measured there as well. Ours "
    "makes files of what it has appended when no request comes: that happens after a burst, and is in no figure."
)


@dataclass(frozen=True)
class Feature:
    """A server, and the same server with something switched on."""

    name: str
    plain: Candidate
    measured: Candidate


def _with(name: str, base: Candidate, *options: str, directory: str | None = None) -> Candidate:
    """The candidate with more options; DIRECTORY is the option that names where its files go."""

    def command(launch: Launch) -> Sequence[str]:
        place = [directory, str(_place(launch.workspace, name))] if directory else []
        return [*base.command(launch), *options, *place]

    return dataclasses.replace(base, name=name, command=command)


def _place(workspace: Workspace, name: str) -> Path:
    """Where a candidate writes what it records."""
    return _recordings(workspace) / "".join(letter if letter.isalnum() else "-" for letter in name)


RECORDER = ("--enable-recorder", "--no-debug-mode")
PROFILER = ("--enable-profiler", "--no-debug-mode")
OURS = dataclasses.replace(OUR_SCRIPT, name="expressway")
OURS_RECORDING = _with("expressway, recorder", OUR_SCRIPT, *RECORDER, directory="--recorder-directory")
OURS_PROFILING = _with("expressway, profiler", OUR_SCRIPT, *PROFILER, directory="--profiler-directory")
OURS_DEBUG = _with("expressway, debug mode", OUR_SCRIPT, "--debug-mode")
OURS_DEBUG_RECORDING = _with(
    "expressway, debug mode, recorder",
    OUR_SCRIPT,
    "--debug-mode",
    "--enable-recorder",
    directory="--recorder-directory",
)
PEER_DEBUG = _with("mod_wsgi-express, debug mode", EXPRESS_SCRIPT, "--debug-mode")
PEER_DEBUG_RECORDING = _with(
    "mod_wsgi-express, debug mode, recorder",
    EXPRESS_SCRIPT,
    "--debug-mode",
    "--enable-recorder",
    directory="--recorder-directory",
)
OUR_RECORDER = Feature("recorder, several threads", OURS, OURS_RECORDING)
OUR_DEBUG_RECORDER = Feature("recorder, debug mode", OURS_DEBUG, OURS_DEBUG_RECORDING)
PEER_RECORDER = Feature("mod_wsgi-express's recorder, debug mode", PEER_DEBUG, PEER_DEBUG_RECORDING)
OUR_PROFILER = Feature("profiler, several threads", OURS, OURS_PROFILING)
FEATURES = (OUR_RECORDER, OUR_DEBUG_RECORDER, PEER_RECORDER, OUR_PROFILER)
CANDIDATES = (
    OURS,
    OURS_RECORDING,
    OURS_PROFILING,
    OURS_DEBUG,
    OURS_DEBUG_RECORDING,
    PEER_DEBUG,
    PEER_DEBUG_RECORDING,
)


def main(arguments: Sequence[str] | None = None) -> int:
    options = parser("recorder", __doc__ or "", rounds=7)
    options.add_argument("--seconds", type=int, default=3, help="of one burst; default: %(default)s")
    given = options.parse_args(arguments)
    with begin_session(given, CANDIDATES) as session:
        bursts = _measure(session, given.seconds)
        session.finish(_report(session, bursts, given.seconds))
    return 0


def _measure(session: Session, seconds: int) -> Bursts:
    bursts: Bursts = {one.name: [] for one in session.candidates}
    with ExitStack() as stack:
        _wait_for_the_file_system(session.workspace)
        stack.callback(_remove_recordings, session.workspace)
        for candidate in session.candidates:
            _make_place(session.workspace, candidate)
        servers = {one.name: stack.enter_context(session.server(one, PROJECT)) for one in session.candidates}
        for server in servers.values():
            warm_up(server, HELLO)
        for number in range(session.rounds):
            print(f"round {number + 1} of {session.rounds}", file=sys.stderr, flush=True)
            for candidate in session.in_turn(number):
                wait_until_idle(servers.values())
                session.neighbours.settle(PAUSE_SECONDS)
                bursts[candidate.name].append(load(servers[candidate.name], HELLO, CONNECTIONS, seconds))
    return bursts


def _make_place(workspace: Workspace, candidate: Candidate) -> None:
    """Made for the run user alone: the peer makes it for root, and then cannot write there."""
    place = _place(workspace, candidate.name)
    place.parent.mkdir(mode=0o755, exist_ok=True)
    place.mkdir(mode=0o700, exist_ok=True)
    user = run_user()
    if user is not None:
        account = pwd.getpwnam(user)
        os.chown(place, account.pw_uid, account.pw_gid)


def _wait_for_the_file_system(workspace: Workspace) -> None:
    """Before ext4 gives an inode to a new file, it looks at every one that was freed a short while ago.

    After a run has removed a hundred thousand files, each new one costs a millisecond for that long.
    Source: Linux, fs/ext4/ialloc.c, recently_deleted.
    """
    removed = _removal_stamp(workspace)
    if not removed.exists():
        return
    left = removed.stat().st_mtime + RECENTLY_SECONDS - time.time()
    if left > 0:
        print(f"waiting {left:.0f} s until the file system has forgotten the files of the last run", file=sys.stderr)
        time.sleep(left)


def _remove_recordings(workspace: Workspace) -> None:
    shutil.rmtree(_recordings(workspace), ignore_errors=True)
    _removal_stamp(workspace).touch()


def _recordings(workspace: Workspace) -> Path:
    return workspace.directory / "recordings"


def _removal_stamp(workspace: Workspace) -> Path:
    return workspace.directory / "recordings-removed"


def _report(session: Session, bursts: Bursts, seconds: int) -> Report:
    return session.report(
        name="recorder",
        summary=SUMMARY.format(connections=CONNECTIONS, seconds=seconds, rounds=session.rounds),
        burst_seconds=seconds,
        tables=[_servers_table(bursts), _features_table(bursts)],
        verdicts=_verdicts(bursts),
        measurements={name: [dataclasses.asdict(one) for one in taken] for name, taken in bursts.items()},
    )


def _servers_table(bursts: Bursts) -> Table:
    columns = ("server", "requests/s", "p50 ms", "p99 ms", "errors", "CPU µs/request")
    rows = [
        [
            name,
            f"{median(rates(taken)):,.0f}",
            f"{median([one.p50_milliseconds for one in taken]):.1f}",
            f"{median([one.p99_milliseconds for one in taken]):.1f}",
            error_words(taken),
            f"{median([one.cpu_microseconds for one in taken]):.0f}",
        ]
        for name, taken in bursts.items()
    ]
    return Table("hello", columns, rows)


def _features_table(bursts: Bursts) -> Table:
    rows = [
        [
            feature.name,
            f"{_cost(bursts, feature):.1%}",
            f"{_more_cpu(bursts, feature):.0f}",
        ]
        for feature in FEATURES
        if _has(bursts, feature)
    ]
    return Table("what it costs", ("feature", "of the requests/s", "CPU µs/request"), rows)


def _has(bursts: Bursts, feature: Feature) -> bool:
    return bool(bursts.get(feature.plain.name) and bursts.get(feature.measured.name))


def _cost(bursts: Bursts, feature: Feature) -> float:
    return 1 - paired_ratio(rates(bursts[feature.measured.name]), rates(bursts[feature.plain.name]))


def _more_cpu(bursts: Bursts, feature: Feature) -> float:
    pairs = zip(bursts[feature.measured.name], bursts[feature.plain.name])
    return median([one.cpu_microseconds - other.cpu_microseconds for one, other in pairs])


def _verdicts(bursts: Bursts) -> list[Verdict]:
    verdicts = []
    if _has(bursts, OUR_RECORDER):
        cost = _cost(bursts, OUR_RECORDER)
        verdicts.append(Verdict("the recorder costs at most 10 % of the throughput", f"{cost:.1%}", cost <= COST_LIMIT))
    for feature in (OUR_RECORDER, OUR_DEBUG_RECORDER):
        if _has(bursts, feature) and _has(bursts, PEER_RECORDER):
            ours, peer = _cost(bursts, feature), _cost(bursts, PEER_RECORDER)
            words = f"{ours:.1%} against {peer:.1%}"
            verdicts.append(
                Verdict(
                    f"{feature.name}: less than half of what mod_wsgi-express's costs",
                    words,
                    ours < OF_PEER_LIMIT * peer,
                )
            )
    return verdicts
