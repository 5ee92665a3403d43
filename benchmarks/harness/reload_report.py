"""What `benchmarks/reload` has measured, as tables and verdicts."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field

from harness.candidates import RELOADING_EXPRESS, RELOADING_GRANIAN, RELOADING_OURS
from harness.command_line import Session
from harness.figures import median, percentile_95
from harness.report import Report, Table, Verdict

SECOND_SAVES = 40

SUMMARY = (
    "One edit after the other at random moments, in place and by renaming in turns, each text as long as the one "
    "before; from the save to the first response with the new text, asked for every two milliseconds, while 50 "
    "requests a second come besides. Failed: refused, broken, or another status than 200. Old text: a request that "
    "began after the new text had been seen. Lost: not served within ten seconds. The same again with fewer edits, and "
    "with a request that takes nine seconds always in flight."
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


def reload_report(
    session: Session,
    edits: Mapping[str, Mapping[str, Edits]],
    slow: Mapping[str, Mapping[str, Edits]],
    seconds: Mapping[str, SecondSaves],
) -> Report:
    """Each by project; edits by candidate, too: those without a slow request, and those with one in flight."""
    tables = [_table(project, found) for project, found in edits.items()]
    tables += [_slow_table(project, found) for project, found in slow.items()]
    if seconds:
        tables.append(_second_table(seconds))
    verdicts = [verdict for project, found in edits.items() for verdict in _verdicts(project, found)]
    verdicts += [verdict for project, found in slow.items() for verdict in _slow_verdicts(project, found)]
    verdicts += [verdict for project, found in seconds.items() for verdict in _second_verdicts(project, found)]
    return session.report(
        name="reload",
        summary=SUMMARY,
        tables=tables,
        verdicts=verdicts,
        measurements={
            "edits": _as_values(edits),
            "edits during slow requests": _as_values(slow),
            "second saves": {project: dataclasses.asdict(found) for project, found in seconds.items()},
        },
    )


def _table(project: str, found: Mapping[str, Edits]) -> Table:
    columns = ("server", "median", "p95", "lost", "failed", "old text", "longest wait")
    rows = [
        [
            name,
            _shown(median(one.seconds)) if one.seconds else "-",
            _shown(percentile_95(one.seconds)) if one.seconds else "-",
            f"{one.lost} of {one.lost + len(one.seconds)}",
            f"{one.failed} of {one.requests}",
            str(one.stale),
            _shown(one.longest_seconds),
        ]
        for name, one in found.items()
    ]
    return Table(f"{project} project", columns, rows)


def _slow_table(project: str, found: Mapping[str, Edits]) -> Table:
    columns = ("server", "median", "lost", "failed", "of nine seconds failed", "longest wait")
    rows = [
        [
            name,
            _shown(median(one.seconds)) if one.seconds else "-",
            f"{one.lost} of {one.lost + len(one.seconds)}",
            f"{one.failed} of {one.requests}",
            f"{one.slow_failed} of {one.slow_requests}",
            _shown(one.longest_seconds),
        ]
        for name, one in found.items()
    ]
    return Table(f"{project} project, a request of nine seconds in flight", columns, rows)


def _second_table(seconds: Mapping[str, SecondSaves]) -> Table:
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


def _verdicts(project: str, found: Mapping[str, Edits]) -> list[Verdict]:
    ours = found.get(RELOADING_OURS.name)
    if ours is None or not ours.seconds:
        return []
    middle, slow = median(ours.seconds), percentile_95(ours.seconds)
    verdicts = [
        Verdict(f"p95 within twice the median, {project}", f"{slow / middle:.2f}", slow <= 2 * middle),
        Verdict(f"no edit lost, {project}", str(ours.lost), ours.lost == 0),
        Verdict(f"no request failed, {project}", str(ours.failed), ours.failed == 0),
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


def _slow_verdicts(project: str, found: Mapping[str, Edits]) -> list[Verdict]:
    ours = found.get(RELOADING_OURS.name)
    if ours is None:
        return []
    where = f"{project}, one of nine seconds in flight"
    return [
        Verdict(f"no edit lost, {where}", str(ours.lost), ours.lost == 0),
        Verdict(f"no request failed, {where}", str(ours.failed + ours.slow_failed), not ours.failed + ours.slow_failed),
        Verdict(
            f"no request held up longer than the slowest reload, {where}",
            f"{_shown(ours.longest_seconds)} of {_shown(max(ours.seconds, default=0))}",
            ours.longest_seconds <= max(ours.seconds, default=0),
        ),
    ]


def _second_verdicts(project: str, found: SecondSaves) -> list[Verdict]:
    verdicts = [Verdict(f"no second save lost, {project}", str(found.lost), found.lost == 0)]
    if found.first_seconds and found.second_seconds:
        ratio = median(found.second_seconds) / median(found.first_seconds)
        verdicts.append(
            Verdict(f"the second save as fast as the first (within a fifth), {project}", f"{ratio:.2f}", ratio <= 1.2)
        )
    return verdicts


def _as_values(edits: Mapping[str, Mapping[str, Edits]]) -> dict[str, dict[str, object]]:
    return {project: {name: dataclasses.asdict(one) for name, one in found.items()} for project, found in edits.items()}


def _shown(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms" if seconds < 1 else f"{seconds:.2f} s"
