"""One running server: started like a person would, stopped like a person would, and nothing may stay behind."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import ClassVar

from harness.candidates import Candidate, Launch
from harness.http_probe import free_port, wait_for_200
from harness.process_table import Process, adopted, of_session, proportional_bytes
from harness.workspace import Workspace

START_LIMIT_SECONDS = 60.0
STOP_LIMIT_SECONDS = 15.0


class ServerFailed(Exception):
    """The server did not serve, or did not stop; the text has the end of what it wrote."""


@dataclass(frozen=True)
class Start:
    """What it took from the command to the first 200."""

    seconds: float
    cpu_seconds: float
    """Of all processes, those that have ended included; far less disturbed by other programs."""


@dataclass(frozen=True)
class Running:
    """What a started server is known by."""

    process: subprocess.Popen[bytes]
    port: int
    start: Start


class Server:
    """Live: a process tree in a session of its own. A context manager; leaving it stops the server.

    Raises ServerFailed when the first 200 does not come. A server that does not stop in time is killed and
    reported to `on_unclean_stop`: its peers are still worth measuring.
    """

    _own_pids: ClassVar[set[int]] = set()
    """Of all servers of this benchmark that have not been stopped; whoever else is our child was left behind."""

    def __init__(
        self, candidate: Candidate, workspace: Workspace, project: str, on_unclean_stop: Callable[[Candidate], None]
    ) -> None:
        self.candidate = candidate
        self._workspace = workspace
        self._project = project
        self._on_unclean_stop = on_unclean_stop
        self._log = workspace.logs / f"{project}-{candidate.name.replace(' ', '-').replace('.', '')}.log"
        self._running: Running | None = None

    @property
    def port(self) -> int:
        return self._started().port

    @property
    def pid(self) -> int:
        return self._started().process.pid

    @property
    def start(self) -> Start:
        return self._started().start

    def processes(self) -> list[Process]:
        return of_session(self.pid)

    def cpu_seconds(self) -> float:
        return sum(process.cpu_seconds for process in self.processes())

    def memory_bytes(self) -> int:
        return sum(proportional_bytes(process.pid) for process in self.processes())

    def __enter__(self) -> Server:
        port = free_port()
        launch = Launch(self._workspace, self._project, port)
        environment = {**os.environ, **self.candidate.environment(launch)}
        command = self.candidate.command(launch)
        with self._log.open("wb") as log:
            begin = time.perf_counter()
            process = subprocess.Popen(
                command,
                cwd=launch.directory,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self._own_pids.add(process.pid)
        serves = wait_for_200(port, "/", START_LIMIT_SECONDS, lambda: process.poll() is None)
        seconds = time.perf_counter() - begin
        spent = sum(one.cpu_seconds + one.ended_children_cpu_seconds for one in of_session(process.pid))
        self._running = Running(process, port, Start(seconds, spent))
        if not serves:
            self.stop()
            raise ServerFailed(
                f"{self.candidate.name} did not serve the {self._project} project:\n{self._last_words()}"
            )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def stop(self) -> None:
        """Ctrl-C: SIGINT for the whole foreground group, once; or SIGTERM for the one process that asks for it."""
        running = self._started()
        if self.candidate.is_stopped_by_ctrl_c:
            _signal_group(running.process.pid, signal.SIGINT)
        else:
            _signal(running.process.pid, signal.SIGTERM)
        stayed = self._wait_for_end(running.process, STOP_LIMIT_SECONDS)
        for process in stayed:
            _signal(process.pid, signal.SIGKILL)
        self._wait_for_end(running.process, STOP_LIMIT_SECONDS)
        running.process.wait()
        self._own_pids.discard(running.process.pid)
        self._running = None
        if stayed:
            self._on_unclean_stop(self.candidate)

    def _wait_for_end(self, process: subprocess.Popen[bytes], limit_seconds: float) -> list[Process]:
        """The processes that are still there when time is up."""
        end = time.monotonic() + limit_seconds
        while True:
            process.poll()
            # Orphans first: as our zombies they would count as members of the session.
            orphans = adopted(self._own_pids)
            stayed = [*of_session(process.pid), *(one for one in orphans if one.session != process.pid)]
            stayed = [one for one in stayed if not one.is_zombie]
            if not stayed or time.monotonic() > end:
                return stayed
            time.sleep(0.005)

    def _last_words(self) -> str:
        return _tail(self._log)

    def _started(self) -> Running:
        if self._running is None:
            raise ServerFailed(f"{self.candidate.name} is not running")
        return self._running


def _tail(path: Path) -> str:
    return "\n".join(path.read_text(errors="replace").splitlines()[-25:])


def _signal_group(group: int, number: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        os.killpg(group, number)


def _signal(pid: int, number: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, number)
