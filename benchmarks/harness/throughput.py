"""Requests a second and the wait for the slowest, at 10, 50 and 500 kept-alive connections."""

from __future__ import annotations

import dataclasses
import sys
import time
from collections import Counter
from collections.abc import Collection, Sequence
from contextlib import ExitStack
from dataclasses import dataclass

from harness.candidates import EXPRESS_SCRIPT, FOR_THROUGHPUT, OUR_SCRIPT, Candidate
from harness.command_line import Session, begin_session, parser
from harness.figures import median, paired_ratio
from harness.http_probe import fetch_status
from harness.report import Report, Table, Verdict
from harness.server import Server, ServerFailed
from harness.wrk import TIMEOUT_SECONDS, Burst, burst

PROJECT = "trivial"
CONNECTIONS = (10, 50, 500)
PAUSE_SECONDS = 0.2
"""Between two bursts, once all servers are idle."""

P99_CONNECTIONS = 50
P99_LIMIT_MILLISECONDS = 60.0
PAGES_LIMIT = 1.0
FILES_LIMIT = 1.5
"""Requests a second, of mod_wsgi-express's."""


@dataclass(frozen=True)
class Workload:
    name: str
    path: str
    is_file: bool = False

    def suits(self, candidate: Candidate) -> bool:
        return candidate.serves_files if self.is_file else candidate.serves_pages


HELLO = Workload("hello", "/")
DATABASE = Workload("database", "/articles/")
STATIC = Workload("static", "/static/ten-kilobytes.css", is_file=True)
WORKLOADS = (HELLO, DATABASE, STATIC)

Cell = tuple[Workload, int]
"""A workload and the number of connections."""
Bursts = dict[str, list[Burst]]
"""Name of a candidate -> one burst for each round."""

SUMMARY = (
    "wrk on the same machine. All servers run at once and are loaded in turns, in bursts of {seconds} s, after each of "
    "which it waits until no server is busy any more. The servers have their defaults; gunicorn and granian, whose "
    "own is one thread, have one process of five threads like mod_wsgi-express. Medians over {rounds} rounds; a ratio "
    "is the median of the quotients within a round; errors are the sum: refused or broken connections, answers later "
    "than {timeout} s, statuses of 400 and above."
)


def main(arguments: Sequence[str] | None = None) -> int:
    options = parser("throughput", __doc__ or "", rounds=5)
    options.add_argument("--seconds", type=int, default=3, help="of one burst; default: %(default)s")
    options.add_argument(
        "--workload", choices=[one.name for one in WORKLOADS], action="append", help="only this; may be repeated"
    )
    options.add_argument("--connections", type=int, action="append", help="only so many; may be repeated")
    given = options.parse_args(arguments)
    workloads = [one for one in WORKLOADS if not given.workload or one.name in given.workload]
    cells = [(workload, count) for workload in workloads for count in given.connections or CONNECTIONS]
    with begin_session(given, FOR_THROUGHPUT) as session:
        measured, memory = _measure_all(session, cells, given.seconds)
        session.finish(_report(session, measured, memory, given.seconds))
    return 0


def _measure_all(session: Session, cells: Sequence[Cell], seconds: int) -> tuple[dict[Cell, Bursts], dict[str, int]]:
    with ExitStack() as stack:
        servers = {one.name: stack.enter_context(session.server(one, PROJECT)) for one in session.candidates}
        measured = {cell: _measure(session, servers, cell, seconds) for cell in cells}
        return measured, {name: server.memory_bytes() for name, server in servers.items()}


def _measure(session: Session, servers: dict[str, Server], cell: Cell, seconds: int) -> Bursts:
    workload, connections = cell
    suitable = [one for one in session.candidates if workload.suits(one)]
    for candidate in suitable:
        warm_up(servers[candidate.name], workload)
    bursts: Bursts = {candidate.name: [] for candidate in suitable}
    for number in range(session.rounds):
        print(
            f"{workload.name}, {connections} connections: round {number + 1} of {session.rounds}",
            file=sys.stderr,
            flush=True,
        )
        for candidate in session.in_turn(number):
            if candidate in suitable:
                wait_until_idle(servers.values())
                session.neighbours.settle(PAUSE_SECONDS)
                bursts[candidate.name].append(load(servers[candidate.name], workload, connections, seconds))
    return bursts


def warm_up(server: Server, workload: Workload) -> None:
    status = fetch_status(server.port, workload.path, TIMEOUT_SECONDS)
    if status != 200:
        raise ServerFailed(f"{server.candidate.name} answers {workload.path} with {status}, not with 200")
    burst(server.port, workload.path, connections=10, seconds=1)


def load(server: Server, workload: Workload, connections: int, seconds: int) -> Burst:
    before = server.cpu_seconds()
    measured = burst(server.port, workload.path, connections, seconds)
    used = server.cpu_seconds() - before
    return dataclasses.replace(measured, cpu_microseconds=used * 1e6 / max(1, measured.requests))


def wait_until_idle(servers: Collection[Server], limit_seconds: float = 10.0) -> None:
    """Requests that wrk no longer waits for are still being answered; the next server must not pay for them."""
    end = time.monotonic() + limit_seconds
    while time.monotonic() < end:
        before = _total_cpu_seconds(servers)
        time.sleep(0.1)
        if _total_cpu_seconds(servers) - before < 0.02:
            return


def _total_cpu_seconds(servers: Collection[Server]) -> float:
    return sum(server.cpu_seconds() for server in servers)


def _report(session: Session, measured: dict[Cell, Bursts], memory: dict[str, int], seconds: int) -> Report:
    summary = SUMMARY.format(seconds=seconds, rounds=session.rounds, timeout=TIMEOUT_SECONDS)
    return session.report(
        name="throughput",
        summary=summary,
        burst_seconds=seconds,
        tables=[*(_table(cell, bursts) for cell, bursts in measured.items()), _memory_table(memory)],
        verdicts=_verdicts(measured),
        measurements={
            "bursts": [
                {"workload": workload.name, "connections": connections, "candidate": name, **dataclasses.asdict(one)}
                for (workload, connections), bursts in measured.items()
                for name, taken in bursts.items()
                for one in taken
            ],
            "memory_bytes": memory,
        },
    )


def _table(cell: Cell, bursts: Bursts) -> Table:
    workload, connections = cell
    columns = ("server", "requests/s", "of mod_wsgi-express", "p50 ms", "p99 ms", "errors", "CPU µs/request")
    peer = bursts.get(EXPRESS_SCRIPT.name)
    rows = [
        [
            name,
            f"{median(rates(taken)):,.0f}",
            f"{paired_ratio(rates(taken), rates(peer)):.2f}" if peer else "",
            f"{median([one.p50_milliseconds for one in taken]):.1f}",
            f"{median([one.p99_milliseconds for one in taken]):.1f}",
            error_words(taken),
            f"{median([one.cpu_microseconds for one in taken]):.0f}",
        ]
        for name, taken in bursts.items()
    ]
    return Table(f"{workload.name}, {connections} connections", columns, rows)


def _memory_table(memory: dict[str, int]) -> Table:
    rows = [[name, f"{count / 1_000_000:.0f} MB"] for name, count in memory.items()]
    return Table("memory of all processes after the load (PSS)", ("server", "memory"), rows)


def _verdicts(measured: dict[Cell, Bursts]) -> list[Verdict]:
    verdicts = []
    for (workload, connections), bursts in measured.items():
        ours = bursts.get(OUR_SCRIPT.name)
        if not ours:
            continue
        where = f"{workload.name}, {connections} connections"
        errors = error_words(ours)
        verdicts.append(Verdict(f"no error, {where}", errors, errors == "none"))
        if workload is HELLO and connections == P99_CONNECTIONS:
            p99 = median([one.p99_milliseconds for one in ours])
            verdicts.append(Verdict(f"p99 at most 60 ms, {where}", f"{p99:.1f} ms", p99 <= P99_LIMIT_MILLISECONDS))
        peer = bursts.get(EXPRESS_SCRIPT.name)
        if peer:
            ratio = paired_ratio(rates(ours), rates(peer))
            limit = FILES_LIMIT if workload.is_file else PAGES_LIMIT
            target = f"at least {limit:.1f} of mod_wsgi-express's requests/s, {where}"
            verdicts.append(Verdict(target, f"{ratio:.2f}", round(ratio, 2) >= limit))
    return verdicts


def rates(bursts: Sequence[Burst]) -> list[float]:
    return [one.requests_per_second for one in bursts]


def error_words(bursts: Sequence[Burst]) -> str:
    total: Counter[str] = Counter()
    for one in bursts:
        total.update(one.errors)
    return ", ".join(f"{count:,} {kind}" for kind, count in total.items()) or "none"
