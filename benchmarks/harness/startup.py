"""Command to first 200: what a person waits for after Enter."""

from __future__ import annotations

import dataclasses
import sys
from collections.abc import Sequence

from harness.candidates import (
    EXPRESS_COMMAND,
    EXPRESS_SCRIPT,
    FOR_STARTUP,
    OUR_COMMAND,
    OUR_SCRIPT,
    OUR_SHORT_COMMAND,
    Candidate,
)
from harness.command_line import Session, begin_session, parser
from harness.engine import EngineFigures, measure_engine
from harness.figures import median, paired_ratio, percentile_95
from harness.report import Report, Table, Verdict
from harness.server import Start

PROJECTS = ("trivial", "large")
PAUSE_SECONDS = 0.2
"""Between two servers, so that the end of one does not slow down the start of the next."""

HELP_LIMIT_SECONDS = 0.010
RESIDENT_LIMIT_BYTES = 20_000_000

Samples = dict[str, list[Start]]
"""Name of a candidate -> one start for each round."""

SUMMARY = (
    "Command to first 200, asked for every millisecond; all candidates in turns, in every round anew. Byte code "
    "is warm. A ratio is the median over the rounds of the quotient within the round. CPU time is that of all "
    "processes, those that have ended included; other programs on the machine hardly disturb it."
)


def main(arguments: Sequence[str] | None = None) -> int:
    options = parser("startup", __doc__ or "", rounds=15)
    options.add_argument("--project", choices=PROJECTS, action="append", help="only this one; may be repeated")
    given = options.parse_args(arguments)
    with begin_session(given, FOR_STARTUP) as session:
        measured = {project: _measure(session, project) for project in given.project or PROJECTS}
        engine = measure_engine(session) if OUR_SCRIPT in session.candidates else None
        session.finish(_report(session, measured, engine))
    return 0


def _measure(session: Session, project: str) -> Samples:
    samples: Samples = {candidate.name: [] for candidate in session.candidates}
    # The first round fills the page cache and is forgotten.
    for number in range(session.rounds + 1):
        print(f"{project}: round {number} of {session.rounds}", file=sys.stderr, flush=True)
        for candidate in session.in_turn(number):
            session.neighbours.settle(PAUSE_SECONDS)
            with session.server(candidate, project) as server:
                if number > 0:
                    samples[candidate.name].append(server.start)
    return samples


def _report(session: Session, measured: dict[str, Samples], engine: EngineFigures | None) -> Report:
    tables = [_table(project, samples) for project, samples in measured.items()]
    verdicts = [verdict for project, samples in measured.items() for verdict in _verdicts(project, samples)]
    if engine is not None:
        tables.append(_engine_table(engine))
        verdicts += _engine_verdicts(engine)
    return session.report(
        name="startup",
        summary=SUMMARY,
        tables=tables,
        verdicts=verdicts,
        measurements={
            "starts": {
                project: {name: [dataclasses.asdict(start) for start in starts] for name, starts in samples.items()}
                for project, samples in measured.items()
            },
            "engine": dataclasses.asdict(engine) if engine else None,
        },
    )


def _table(project: str, samples: Samples) -> Table:
    peers = [(EXPRESS_SCRIPT, "of start-server (mod_wsgi)"), (EXPRESS_COMMAND, "of runmodwsgi (mod_wsgi)")]
    peers = [(peer, title) for peer, title in peers if peer.name in samples]
    rows = [
        [
            name,
            _milliseconds(median(_seconds(starts))),
            _milliseconds(percentile_95(_seconds(starts))),
            _milliseconds(min(_seconds(starts))),
            *(f"{paired_ratio(_seconds(starts), _seconds(samples[peer.name])):.2f}" for peer, _ in peers),
            _milliseconds(median([start.cpu_seconds for start in starts])),
        ]
        for name, starts in samples.items()
    ]
    return Table(
        f"{project} project", ("command", "median", "p95", "least", *(title for _, title in peers), "CPU time"), rows
    )


def _verdicts(project: str, samples: Samples) -> list[Verdict]:
    limits = [
        (OUR_SCRIPT, EXPRESS_SCRIPT, 1.0, PROJECTS),
        (OUR_COMMAND, EXPRESS_COMMAND, 0.9, ("trivial",)),
        (OUR_COMMAND, EXPRESS_COMMAND, 0.75, ("large",)),
        (OUR_SHORT_COMMAND, EXPRESS_COMMAND, 0.6, ("large",)),
    ]
    return [
        _verdict(project, samples, ours, peer, limit)
        for ours, peer, limit, projects in limits
        if project in projects and ours.name in samples and peer.name in samples
    ]


def _verdict(project: str, samples: Samples, ours: Candidate, peer: Candidate, limit: float) -> Verdict:
    ratio = paired_ratio(_seconds(samples[ours.name]), _seconds(samples[peer.name]))
    target = f"{ours.name} at most {limit:.2f} of {peer.name}, {project}"
    return Verdict(target, f"{ratio:.2f}", round(ratio, 2) <= limit)


def _seconds(starts: Sequence[Start]) -> list[float]:
    return [start.seconds for start in starts]


def _engine_table(engine: EngineFigures) -> Table:
    rows = [
        ["--help, median", _milliseconds(median(engine.help_seconds))],
        ["--help, p95", _milliseconds(percentile_95(engine.help_seconds))],
        ["resident while supervising", _megabytes(engine.supervising_bytes)],
    ]
    return Table("the engine", ("what", "measured"), rows)


def _engine_verdicts(engine: EngineFigures) -> list[Verdict]:
    helped = median(engine.help_seconds)
    resident = engine.supervising_bytes
    return [
        Verdict("--help in 10 ms", _milliseconds(helped), helped <= HELP_LIMIT_SECONDS),
        Verdict("resident below 20 MB while supervising", _megabytes(resident), 0 < resident < RESIDENT_LIMIT_BYTES),
    ]


def _milliseconds(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms" if seconds < 0.1 else f"{seconds * 1000:.0f} ms"


def _megabytes(count: int) -> str:
    return f"{count / 1_000_000:.1f} MB"
