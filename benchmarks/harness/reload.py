"""Save to new text served, and what becomes of requests meanwhile."""

from __future__ import annotations

import dataclasses
import random
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from harness.candidates import FOR_RELOAD, RELOADING_EXPRESS, RELOADING_GRANIAN, RELOADING_OURS
from harness.command_line import Session, begin_session, parser
from harness.edited_view import EditedView
from harness.figures import median, percentile_95
from harness.report import Report, Table, Verdict
from harness.visitors import SlowVisitor, Visitors, fetch

VIEWS = {"trivial": "trivial/urls.py", "large": "large/urls.py"}
WARM_UP_SECONDS = 4.0
LOST_AFTER_SECONDS = 10.0
PROBE_SECONDS = 0.002
SECOND_SAVES = 40

SUMMARY = (
    "One edit after the other at random moments, in place and by renaming in turns, each text as long as the one "
    "before; from the save to the first response with the new text, asked for every two milliseconds, while 50 "
    "requests a second come besides, and one that takes nine seconds is always in flight. Failed: refused, broken, or "
    "another status than 200. Old text: a request that began after the new text had been seen. Lost: not served within "
    "ten seconds."
)


@dataclass
class Edits:
    """What one server did with its edits."""

    seconds: list[float] = field(default_factory=list)
    lost: int = 0
    requests: int = 0
    failed: int = 0
    stale: int = 0
    longest_seconds: float = 0.0
    slow_requests: int = 0
    slow_failed: int = 0


@dataclass
class SecondSaves:
    """Of saves that follow another one within 0.4 s."""

    first_seconds: list[float] = field(default_factory=list)
    second_seconds: list[float] = field(default_factory=list)
    lost: int = 0


def main(arguments: Sequence[str] | None = None) -> int:
    options = parser("reload", __doc__ or "", rounds=3)
    options.add_argument("--edits", type=int, default=30, help="of each server, over all rounds; default: %(default)s")
    options.add_argument("--project", choices=list(VIEWS), action="append", help="only this one; may be repeated")
    given = options.parse_args(arguments)
    with begin_session(given, FOR_RELOAD) as session:
        projects = given.project or list(VIEWS)
        edits = {project: _edit_all(session, project, given.edits) for project in projects}
        seconds = {project: _save_twice(session, project) for project in projects if _has_ours(session)}
        session.finish(_report(session, edits, seconds))
    return 0


def _has_ours(session: Session) -> bool:
    return RELOADING_OURS in session.candidates


def _view(session: Session, project: str) -> EditedView:
    return EditedView(session.workspace.project(project) / VIEWS[project])


def _edit_all(session: Session, project: str, count: int) -> dict[str, Edits]:
    found = {candidate.name: Edits() for candidate in session.candidates}
    for number in range(session.rounds):
        for candidate in session.in_turn(number):
            share = count // session.rounds + (number < count % session.rounds)
            print(f"{project}, round {number + 1}: {candidate.name}", file=sys.stderr, flush=True)
            session.neighbours.settle(0.2)
            view = _view(session, project)
            try:
                with session.server(candidate, project) as server:
                    _warm_up(server.port)
                    _edit(server.port, view, share, found[candidate.name], random.Random(number))
            finally:
                view.restore()
    return found


def _warm_up(port: int) -> None:
    end = time.monotonic() + WARM_UP_SECONDS
    while time.monotonic() < end:
        fetch(port)
        time.sleep(0.1)


def _edit(port: int, view: EditedView, count: int, edits: Edits, dice: random.Random) -> None:
    with SlowVisitor(port) as slow, Visitors(port) as visitors:
        for _ in range(count):
            time.sleep(dice.uniform(0.8, 1.8))
            seconds = _seconds_until(port, view.save())
            if seconds is None:
                edits.lost += 1
            else:
                edits.seconds.append(seconds)
    fate = visitors.fate
    edits.requests += fate.requests
    edits.failed += fate.failed
    edits.stale += fate.stale
    edits.longest_seconds = max(edits.longest_seconds, fate.longest_seconds)
    edits.slow_requests += slow.requests
    edits.slow_failed += slow.failed


def _seconds_until(port: int, text: bytes) -> float | None:
    """None where the text is not served in time."""
    began = time.perf_counter()
    while time.perf_counter() - began < LOST_AFTER_SECONDS:
        if fetch(port) == text:
            return time.perf_counter() - began
        time.sleep(PROBE_SECONDS)
    return None


def _save_twice(session: Session, project: str) -> SecondSaves:
    """A second save at a random moment within 0.4 s of the first being made."""
    print(f"{project}: second saves", file=sys.stderr, flush=True)
    found = SecondSaves()
    dice = random.Random(4)
    view = _view(session, project)
    try:
        with session.server(RELOADING_OURS, project) as server:
            _warm_up(server.port)
            for _ in range(SECOND_SAVES):
                alone = _seconds_until(server.port, view.save())
                if alone is not None:
                    found.first_seconds.append(alone)
                time.sleep(0.5)
                view.save()
                time.sleep(dice.uniform(0, 0.4))
                second = _seconds_until(server.port, view.save())
                if second is None:
                    found.lost += 1
                else:
                    found.second_seconds.append(second)
                time.sleep(0.5)
    finally:
        view.restore()
    return found


def _report(session: Session, edits: dict[str, dict[str, Edits]], seconds: dict[str, SecondSaves]) -> Report:
    tables = [_table(project, found) for project, found in edits.items()]
    if seconds:
        tables.append(_second_table(seconds))
    verdicts = [verdict for project, found in edits.items() for verdict in _verdicts(project, found)]
    verdicts += [verdict for project, found in seconds.items() for verdict in _second_verdicts(project, found)]
    return session.report(
        name="reload",
        summary=SUMMARY,
        tables=tables,
        verdicts=verdicts,
        measurements={
            "edits": {
                project: {name: dataclasses.asdict(one) for name, one in found.items()}
                for project, found in edits.items()
            },
            "second saves": {project: dataclasses.asdict(found) for project, found in seconds.items()},
        },
    )


def _table(project: str, found: dict[str, Edits]) -> Table:
    columns = ("server", "median", "p95", "lost", "failed", "of 9 s failed", "old text", "longest wait")
    rows = [
        [
            name,
            _shown(median(one.seconds)) if one.seconds else "-",
            _shown(percentile_95(one.seconds)) if one.seconds else "-",
            f"{one.lost} of {one.lost + len(one.seconds)}",
            f"{one.failed} of {one.requests}",
            f"{one.slow_failed} of {one.slow_requests}",
            str(one.stale),
            _shown(one.longest_seconds),
        ]
        for name, one in found.items()
    ]
    return Table(f"{project} project", columns, rows)


def _second_table(seconds: dict[str, SecondSaves]) -> Table:
    rows = [
        [
            project,
            _shown(median(found.first_seconds)) if found.first_seconds else "-",
            _shown(median(found.second_seconds)) if found.second_seconds else "-",
            f"{found.lost} of {SECOND_SAVES}",
        ]
        for project, found in seconds.items()
    ]
    columns = ("project", "a save alone, median", "a second save, median", "second saves lost")
    return Table("a second save within 0.4 s of the first (expressway)", columns, rows)


def _verdicts(project: str, found: dict[str, Edits]) -> list[Verdict]:
    ours = found.get(RELOADING_OURS.name)
    if ours is None or not ours.seconds:
        return []
    middle, slow = median(ours.seconds), percentile_95(ours.seconds)
    verdicts = [
        Verdict(f"p95 within twice the median, {project}", f"{slow / middle:.2f}", slow <= 2 * middle),
        Verdict(f"no edit lost, {project}", str(ours.lost), ours.lost == 0),
        Verdict(f"no request failed, {project}", str(ours.failed), ours.failed == 0),
        Verdict(f"no request of nine seconds failed, {project}", str(ours.slow_failed), ours.slow_failed == 0),
        Verdict(f"no old text after the new, {project}", str(ours.stale), ours.stale == 0),
        Verdict(
            f"no request held up longer than the slowest reload, {project}",
            f"{_shown(ours.longest_seconds)} of {_shown(max(ours.seconds))}",
            ours.longest_seconds <= max(ours.seconds),
        ),
    ]
    if project == "trivial":
        return [Verdict("median at most 80 ms, trivial", _shown(middle), middle <= 0.08), *verdicts]
    for peer, limit in ((RELOADING_EXPRESS, 0.3), (RELOADING_GRANIAN, 0.8)):
        theirs = found.get(peer.name)
        if theirs is not None and theirs.seconds:
            ratio = middle / median(theirs.seconds)
            verdicts.insert(
                0, Verdict(f"median at most {limit} of {peer.name}'s, {project}", f"{ratio:.2f}", ratio <= limit)
            )
    return verdicts


def _second_verdicts(project: str, found: SecondSaves) -> list[Verdict]:
    verdicts = [Verdict(f"no second save lost, {project}", str(found.lost), found.lost == 0)]
    if found.first_seconds and found.second_seconds:
        ratio = median(found.second_seconds) / median(found.first_seconds)
        verdicts.append(
            Verdict(f"the second save as fast as the first (within a fifth), {project}", f"{ratio:.2f}", ratio <= 1.2)
        )
    return verdicts


def _shown(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms" if seconds < 1 else f"{seconds:.2f} s"
