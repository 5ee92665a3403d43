"""Save to new text served, and what becomes of requests meanwhile."""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Sequence

from harness.candidates import FOR_RELOAD, RELOADING_OURS
from harness.command_line import Session, begin_session, parser
from harness.edited_view import EditedView
from harness.reload_report import SECOND_SAVES, Edits, SecondSaves, reload_report
from harness.visitors import SlowVisitor, Visitors, fetch

VIEWS = {"trivial": "trivial/urls.py", "large": "large/urls.py"}
WARM_UP_SECONDS = 4.0
LOST_AFTER_SECONDS = 10.0
PROBE_SECONDS = 0.002
SLOW_EDITS = 5


def main(arguments: Sequence[str] | None = None) -> int:
    options = parser("reload", __doc__ or "", rounds=3)
    options.add_argument("--edits", type=int, default=30, help="of each server, over all rounds; default: %(default)s")
    options.add_argument("--project", choices=list(VIEWS), action="append", help="only this one; may be repeated")
    given = options.parse_args(arguments)
    with begin_session(given, FOR_RELOAD) as session:
        projects = given.project or list(VIEWS)
        edits = {project: _edit_all(session, project, given.edits) for project in projects}
        slow = {project: _edit_during_slow_requests(session, project) for project in projects}
        seconds = {project: _save_twice(session, project) for project in projects if _has_ours(session)}
        session.finish(reload_report(session, edits, slow, seconds))
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
    with Visitors(port) as visitors:
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


def _edit_during_slow_requests(session: Session, project: str) -> dict[str, Edits]:
    """One round of few edits: a server that waits for the request takes nine seconds for each."""
    found = {candidate.name: Edits() for candidate in session.candidates}
    for candidate in session.candidates:
        print(f"{project}, with a slow request: {candidate.name}", file=sys.stderr, flush=True)
        view = _view(session, project)
        try:
            with session.server(candidate, project) as server:
                _warm_up(server.port)
                with SlowVisitor(server.port) as slow:
                    _edit(server.port, view, SLOW_EDITS, found[candidate.name], random.Random(5))
        finally:
            view.restore()
        found[candidate.name].slow_requests = slow.requests
        found[candidate.name].slow_failed = slow.failed
    return found


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
