"""A started command: its output, its end, and what it must not leave behind."""

import os
import re
import select
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from harness import web
from harness.people import SUITE_IS_ROOT, Person
from harness.processes import Process, descendants, identify, marked, survivors
from harness.waiting import wait_for

Word = str | bytes | os.PathLike[str]

_COLOUR = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b\][^\x07]*\x07|\x1b[=>]")


def screen_lines(text: str, columns: int = 80) -> int:
    """How many lines TEXT takes on a screen of COLUMNS."""
    return sum(max(1, -(-len(line) // columns)) for line in plain(text).splitlines())


def plain(text: str) -> str:
    """TEXT without colours and other terminal sequences, with plain line ends."""
    return _COLOUR.sub("", text).replace("\r\n", "\n")


@dataclass(frozen=True)
class Finished:
    """A command that has come to its end by itself."""

    code: int
    output: str
    seconds: float

    @property
    def lines(self) -> list[str]:
        return [line for line in plain(self.output).splitlines() if line.strip()]

    @property
    def errors(self) -> list[str]:
        """The lines that begin an error message, whichever front end wrote them."""
        return [line for line in self.lines if re.match(r"\s*(\S.*: )?[Ee]rror(\[[\w-]+\])?:", line)]

    @property
    def tracebacks(self) -> int:
        return self.output.count("Traceback (most recent call last)")

    def assert_one_clear_message(self, *needles: str, tracebacks: int = 0, lines: int = 25) -> None:
        """It failed, said so once, and said what is in NEEDLES."""
        shown = f"\n--- exit code {self.code} after {self.seconds:.1f} s\n{self.output}"
        assert self.code != 0, f"it ended as if all were well{shown}"
        assert self.code > 0, f"it was ended by a signal{shown}"
        assert self.tracebacks == tracebacks, f"{self.tracebacks} tracebacks instead of {tracebacks}{shown}"
        assert len(self.errors) == 1, f"{len(self.errors)} error messages instead of one{shown}"
        assert len(self.lines) <= lines, f"{len(self.lines)} lines are not one clear message{shown}"
        for needle in needles:
            assert needle in plain(self.output), f"the message does not say {needle!r}{shown}"


class Run:
    """A running command in a session of its own."""

    def __init__(
        self,
        command: Sequence[Word],
        *,
        person: Person,
        directory: Path,
        environment: dict[str, str],
        mark: str,
        stdin: int = subprocess.DEVNULL,
        stdout: int = subprocess.PIPE,
        stderr: int = subprocess.STDOUT,
    ) -> None:
        self.mark = mark
        self._chunks: list[bytes] = []
        self._seen: set[Process] = set()
        self._stop_reading = threading.Event()
        self._readers: list[threading.Thread] = []
        identity: dict[str, Any] = {}
        if SUITE_IS_ROOT:
            identity = {"user": person.user, "group": person.group, "extra_groups": []}
        self.started = time.monotonic()
        self.popen: subprocess.Popen[bytes] = subprocess.Popen(
            command,
            cwd=directory,
            env=environment,
            stdin=stdin,
            stdout=stdout,
            stderr=stderr,
            start_new_session=True,
            umask=0o022,
            **identity,
        )
        self.process = identify(self.popen.pid)
        if self.popen.stdout is not None:
            self._read(self.popen.stdout.fileno())

    def _read(self, descriptor: int) -> None:
        """Collects what comes out of DESCRIPTOR, in a thread, until its end."""

        def collect() -> None:
            # Never blocked in a read: that would keep a terminal open which a test closes.
            while not self._stop_reading.is_set():
                if not select.select([descriptor], [], [], 0.05)[0]:
                    continue
                try:
                    chunk = os.read(descriptor, 65536)
                except OSError:
                    return
                if not chunk:
                    return
                self._chunks.append(chunk)

        reader = threading.Thread(target=collect, daemon=True)
        reader.start()
        self._readers.append(reader)

    @property
    def output(self) -> str:
        return b"".join(self._chunks).decode(errors="replace")

    @property
    def running(self) -> bool:
        return self.popen.poll() is None

    def take_note(self) -> set[Process]:
        """Remembers the processes that belong to the run now; all that were ever noted have to be gone in the end."""
        now = descendants(self.popen.pid)
        self._seen |= now
        return now

    def send(self, number: signal.Signals) -> None:
        """Sends a signal to the command itself, and to nothing else."""
        self.popen.send_signal(number)

    def wait(self, within: float) -> int:
        """The exit code."""
        try:
            code = self.popen.wait(within)
        except subprocess.TimeoutExpired:
            self.take_note()
            raise AssertionError(f"still running after {within:g} s:\n{self.output}") from None
        for reader in self._readers:
            reader.join(2)
        return code

    def finish(self, within: float) -> Finished:
        """Waits for a command that ends by itself."""
        while self.running and time.monotonic() - self.started < within:
            self.take_note()
            time.sleep(0.02)
        code = self.wait(0.1)
        seconds = time.monotonic() - self.started
        self.assert_nothing_left(within=2)
        return Finished(code, self.output, seconds)

    def wait_for_output(self, pattern: str, within: float = 20) -> re.Match[str]:
        """Waits until the output, without its colours, holds PATTERN."""

        def look() -> re.Match[str] | None:
            return re.search(pattern, plain(self.output))

        try:
            return wait_for(f"output with {pattern!r}", look, within=within)
        except AssertionError as error:
            raise AssertionError(f"{error}\n{self.output}") from None

    def leftovers(self, within: float) -> set[Process]:
        return survivors(self._seen | marked(self.mark), within=within)

    def assert_nothing_left(self, *, within: float) -> None:
        """No process of the run is left: none that was seen, none that carries its mark."""
        left = self.leftovers(within)
        assert not left, "left behind: " + ", ".join(map(str, left)) + f"\n{self.output}"

    def put_away(self) -> set[Process]:
        """Ends whatever is left, and says what that was."""
        if self.running:
            self.take_note()
        left = self.leftovers(0)
        for process in left:
            try:
                os.kill(process.pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
        if self.running:
            self.popen.kill()
        self.popen.wait()
        self.stop_reading()
        if self.popen.stdout is not None:
            self.popen.stdout.close()
        return left

    def stop_reading(self) -> None:
        self._stop_reading.set()
        for reader in self._readers:
            reader.join()


class Server(Run):
    """A command that serves at a port."""

    def __init__(self, port: int, command: Sequence[Word], **options: Any) -> None:
        self.port = port
        super().__init__(command, **options)

    def wait_until_serving(self, path: str = "/", within: float = 20) -> web.Response:
        """The first response; an AssertionError with the output when the command ends instead."""

        def look() -> web.Response | None:
            assert self.running, f"it ended with {self.popen.returncode} instead of serving:\n{self.output}"
            try:
                return web.request(self.port, path)
            except OSError:
                return None

        try:
            response = wait_for(f"a response at port {self.port}", look, within=within, every=0.03)
        except AssertionError as error:
            raise AssertionError(f"{error}\n{self.output}") from None
        self.take_note()
        return response

    def get(self, path: str = "/", headers: dict[str, str] | None = None) -> web.Response:
        return web.request(self.port, path, headers=headers)

    def post(self, path: str, *, body: bytes, headers: dict[str, str] | None = None) -> web.Response:
        return web.request(self.port, path, method="POST", body=body, headers=headers)

    def assert_quiet(self, pattern: str) -> None:
        assert not re.search(pattern, self.output), self.output

    def listening_addresses(self) -> set[str]:
        """The local addresses at which something listens at the port."""
        found = set()
        for row in Path("/proc/net/tcp").read_text().splitlines()[1:]:
            local, state = row.split()[1], row.split()[3]
            address, port = local.split(":")
            if int(port, 16) == self.port and state == "0A":
                found.add(socket.inet_ntoa(bytes.fromhex(address)[::-1]))
        for row in Path("/proc/net/tcp6").read_text().splitlines()[1:]:
            local, state = row.split()[1], row.split()[3]
            if int(local.split(":")[1], 16) == self.port and state == "0A":
                found.add("an IPv6 address")
        return found

    def stop(self, number: signal.Signals = signal.SIGINT, within: float = 5) -> int:
        """Stops it as Ctrl-C does; nothing may be left."""
        self.take_note()
        self.send(number)
        code = self.wait(within)
        self.assert_nothing_left(within=2)
        assert not web.answers(self.port), f"somebody still answers at port {self.port}"
        return code
