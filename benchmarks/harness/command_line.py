"""What all benchmarks ask on their command lines, and how a run begins and ends."""

from __future__ import annotations

import argparse
import random
import signal
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from harness.candidates import Candidate
from harness.machine import describe_run
from harness.neighbours import Neighbours
from harness.process_table import adopt_orphans, adopted, command_line
from harness.report import Report, Table, Verdict
from harness.server import STOP_LIMIT_SECONDS, Server, ServerFailed
from harness.workspace import UnusableWorkspace, Workspace, find_workspace


@dataclass(frozen=True)
class Session:
    """One run of one benchmark."""

    workspace: Workspace
    candidates: Sequence[Candidate]
    rounds: int
    run: dict[str, str]
    notes: Sequence[str]
    records: bool
    neighbours: Neighbours
    unclean_stops: Counter[Candidate]
    """How often a server had to be killed."""

    def in_turn(self, number: int) -> list[Candidate]:
        """The candidates in the order of this round; the same in every run, and another one in every round."""
        order = list(self.candidates)
        random.Random(number).shuffle(order)
        return order

    def server(self, candidate: Candidate, project: str) -> Server:
        return Server(candidate, self.workspace, project, self._count_unclean_stop)

    def _count_unclean_stop(self, candidate: Candidate) -> None:
        self.unclean_stops[candidate] += 1

    def report(
        self,
        name: str,
        summary: str,
        tables: Sequence[Table],
        verdicts: Sequence[Verdict],
        measurements: object,
        burst_seconds: int | None = None,
    ) -> Report:
        """What was measured, with the facts and remarks of this run; a round may be a burst of some length."""
        rounds = f"{self.rounds}" if burst_seconds is None else f"{self.rounds} of {burst_seconds} s"
        run = {**self.run, "taken by other programs": self.neighbours.summary(), "rounds": rounds}
        return Report(name, summary, run, tables, verdicts, self._remarks(), measurements)

    def _remarks(self) -> list[str]:
        """What a reader of the results should know besides."""
        stops = (
            f"{one.name}: killed {count} times, {STOP_LIMIT_SECONDS:.0f} s after it was to stop"
            for one, count in self.unclean_stops.items()
        )
        return [*self.notes, *stops]

    def finish(self, report: Report) -> None:
        print(report.as_text())
        if self.records:
            report.write(self.workspace)
        if any(one.is_ours for one in self.unclean_stops):
            raise ServerFailed("Expressway left processes behind when it was stopped: see above")


def parser(name: str, description: str, rounds: int) -> argparse.ArgumentParser:
    options = argparse.ArgumentParser(prog=f"benchmarks/{name}", description=description)
    options.add_argument("--rounds", type=int, default=rounds, help="default: %(default)s")
    options.add_argument(
        "--only", action="append", metavar="TEXT", help="only candidates whose names hold this; may be repeated"
    )
    options.add_argument("--work", type=Path, help="the directory that 'prepare' was given")
    options.add_argument(
        "--patience",
        type=float,
        default=300,
        metavar="SECONDS",
        help="how long to wait, over the whole run, for other programs to leave the CPU alone; default: %(default)s",
    )
    options.add_argument("--no-record", action="store_true", help="print, but leave RESULTS.md as it is")
    return options


@contextmanager
def begin_session(given: argparse.Namespace, candidates: Sequence[Candidate]) -> Iterator[Session]:
    """Ends the program with one line where the run cannot begin or a server fails."""
    # A server that inherits an ignored SIGINT (as from a shell's `&`) cannot be stopped by it.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        workspace = find_workspace(given.work)
        if not workspace.python.exists():
            raise UnusableWorkspace(f"'{workspace.directory}' is not prepared: run benchmarks/prepare")
        wanted = [one for one in candidates if not given.only or any(text in one.name for text in given.only)]
        installed = [one for one in wanted if one.is_installed(workspace)]
        notes = [f"{one.name}: left out, '{one.needs}' is not installed" for one in wanted if one not in installed]
        for note in notes:
            print(note, file=sys.stderr)
        adopt_orphans()
        yield Session(
            workspace=workspace,
            candidates=installed,
            rounds=given.rounds,
            run=describe_run(workspace),
            notes=notes,
            records=not given.no_record,
            neighbours=Neighbours(given.patience),
            unclean_stops=Counter(),
        )
    except (UnusableWorkspace, ServerFailed) as fault:
        raise SystemExit(f"error: {fault}") from None
    left = adopted(())
    if left:
        raise SystemExit(f"error: processes stay behind: {', '.join(command_line(one.pid) for one in left)}")
