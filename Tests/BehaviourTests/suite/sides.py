"""The two servers of a site, mod_wsgi-express and Expressway, each in a laboratory of its own."""

import enum
import json
import os
import re
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

from harness.environments import Module, VirtualEnvironment, environment_with
from harness.laboratory import MARK, Laboratory
from harness.people import MYSELF, SOMEBODY
from harness.running import Finished, Server, Word
from harness.web import free_port
from suite.client import Answer, connect, receive, secured, serialised
from suite.rows import Request, Script, Seen, Site

ENGINE_VARIABLE = "EXPRESSWAY_ENGINE"
# `peer` or `ours`: only that server is started, and only what the table says about it is checked.
ONLY_VARIABLE = "EXPRESSWAY_BEHAVIOUR_ONLY"
ENVIRONMENT_VARIABLE = "EXPRESSWAY_BEHAVIOUR_ENVIRONMENT"
# The age of every file, so that both sides give the same Last-Modified and ETag.
_MODIFIED = 1_700_000_000
_START = 40.0


class OptionMissing(AssertionError):
    """Expressway does not know an option yet."""


class Who(enum.Enum):
    """Whose server it is."""

    PEER = "mod_wsgi-express"
    OURS = "Expressway"


class Place(VirtualEnvironment):
    """A virtual environment with both servers in it; Expressway's engine may stand elsewhere."""

    def command(self, who: Who) -> Path:
        if who is Who.PEER:
            return self.directory / "bin" / "mod_wsgi-express"
        return Path(os.environ.get(ENGINE_VARIABLE, self.directory / "bin" / "expressway"))


def place() -> Place:
    """The environment that EXPRESSWAY_BEHAVIOUR_ENVIRONMENT names, else the integration suite's own."""
    named = os.environ.get(ENVIRONMENT_VARIABLE)
    return Place(Path(named) if named else environment_with(Module.PYPI).directory)


class Side:
    """One server of a site, and how to ask it."""

    def __init__(self, who: Who, site: Site, place: Place, backend_port: int, certificates: Path) -> None:
        self.who = who
        self.site = site
        self.backend_port = backend_port
        self.port = free_port()
        self.tls_port = free_port()
        self._place = place
        self._certificates = certificates
        self._laboratory = Laboratory(Module.PYPI, place, MYSELF if site.is_started_by_root else SOMEBODY)
        self._server: Server | None = None
        try:
            self._lay_out()
        except BaseException:
            self._laboratory.put_away()
            raise

    # The files

    @property
    def work(self) -> Path:
        return self._laboratory.work

    def _lay_out(self) -> None:
        for name, content in self.site.all_files.items():
            file = self._laboratory.write(
                name, self._filled_in(content.text if isinstance(content, Script) else content)
            )
            file.chmod(0o755 if isinstance(content, Script) else 0o644)
        if self.site.has_certificates:
            for certificate in sorted(self._certificates.glob("*.*")):
                self._laboratory.write(f"tls/{certificate.name}", certificate.read_text())
        for name, target in self.site.links.items():
            (self.work / name).symlink_to(self._filled_in(target))
        SOMEBODY.owns(self.work)
        for directory, _, names in os.walk(self.work):
            SOMEBODY.owns(directory)
            for name in names:
                SOMEBODY.owns(Path(directory, name))
                os.utime(Path(directory, name), (_MODIFIED, _MODIFIED), follow_symlinks=False)

    def _filled_in(self, text: str) -> str:
        for name, value in self._names.items():
            text = text.replace("{" + name + "}", value)
        return text

    @property
    def _names(self) -> dict[str, str]:
        ports = {"port": self.port, "tls": self.tls_port, "backend": self.backend_port}
        return {"work": str(self.work), **{name: str(port) for name, port in ports.items()}}

    def normal(self, text: str) -> str:
        """TEXT with `{work}`, `{port}`… where the values are that only this side has."""
        for name, value in self._names.items():
            text = re.sub(rf"(?<!\d){re.escape(value)}(?!\d)", "{" + name + "}", text)
        return text

    def read(self, name: str) -> str:
        """What is in a file of the working directory, normalised; nothing for one that is not there."""
        file = self.work / name
        return self.normal(file.read_text(errors="replace")) if file.is_file() else ""

    def wait_for_text(self, pattern: str, *names: str, within: float = 20) -> str:
        """The text of the files NAMES, as soon as PATTERN is found in it, or when that takes too long."""
        deadline = time.monotonic() + within
        while True:
            text = "".join(map(self.read, names))
            if re.search(pattern, text) or time.monotonic() > deadline:
                return text
            time.sleep(0.02)

    # The server

    def start(self) -> None:
        """Starts it and waits for its first answer.

        Raises OptionMissing where Expressway does not know an option.
        """
        flags = [self._filled_in(flag) for flag in self.site.flags]
        entry = [] if self.site.entry is None else [self.site.entry]
        words: list[Word] = [self._place.command(self.who), "start-server", *entry]
        words += ["--host", "127.0.0.1", "--port", str(self.port), *flags]
        if self.site.is_started_by_root:
            words += ["--user", SOMEBODY.name, "--group", SOMEBODY.group_name]
        mark = f"behaviour-{self.who.value}-{self.port}"
        laboratory = self._laboratory
        environment = laboratory.variables | {MARK: mark, "VIRTUAL_ENV": str(self._place.directory)}
        self._server = Server(
            self.port,
            words,
            person=laboratory.person,
            directory=self.work,
            environment=environment | dict(self.site.variables),
            mark=mark,
        )
        laboratory.runs.append(self._server)
        if self._refusal:
            finished = self._server.finish(_START)
            self._check_options(finished.output)
            assert finished.code != 0, f"{self.who.value} ends as if all were well:\n{finished.output}"
            text = f"{finished.output}\n{self.errors}"
            assert re.search(self._refusal, text), f"{self.who.value} does not say {self._refusal!r}:\n{text}"
            return
        try:
            self._server.wait_until_serving(within=_START)
        except AssertionError as error:
            if not self._server.running:
                self._server.wait(1)
            self._check_options(self._server.output)
            raise AssertionError(f"{self.who.value}: {error}\n{self.errors}") from None

    @staticmethod
    def _check_options(output: str) -> None:
        if unknown := re.search(r"[Uu]nknown option '(\S+)'|'(\S+)' is not there yet", output):
            raise OptionMissing(unknown[0])

    @property
    def _refusal(self) -> str:
        return self.site.peer_refuses if self.who is Who.PEER else self.site.expressway_refuses

    @property
    def server(self) -> Server:
        assert self._server is not None
        return self._server

    def run(self, *words: str) -> Finished:
        """Another command of the same program."""
        return self.execute(str(self._place.command(self.who)), *words)

    def execute(self, *words: str) -> Finished:
        """Any command, which may leave processes behind."""
        environment = {"VIRTUAL_ENV": str(self._place.directory)}
        run = self._laboratory.execute(list(words), variables=environment)
        return Finished(run.wait(20), run.output, 0)

    @staticmethod
    def wait_until(look: Callable[[], bool], within: float = 10) -> None:
        """Waits until LOOK says so, or a while."""
        deadline = time.monotonic() + within
        while not look() and time.monotonic() < deadline:
            time.sleep(0.05)

    @property
    def output(self) -> str:
        return self.normal(self.server.output)

    @property
    def errors(self) -> str:
        """What it has logged, wherever that is."""
        logs = [*self._laboratory.temporary.rglob("error_log"), *self.work.rglob("error_log")]
        texts = [log.read_text(errors="replace")[-3000:] for log in logs]
        return "\n".join([self.server.output[-3000:] if self._server else "", *texts])

    def put_away(self) -> None:
        """Stops it; Expressway may leave nothing behind."""
        try:
            self._laboratory.put_away()
        except AssertionError:
            # How well the peer ends is not what is looked at here; what was left of it has been killed by now.
            if self.who is Who.OURS:
                raise

    # Asking

    def ask(self, request: Request) -> Answer:
        host = f"127.0.0.1:{self.tls_port if request.over_tls else self.port}"
        plain = connect(self.tls_port if request.over_tls else self.port)
        with closing(plain):
            connection = plain
            if request.over_tls:
                name = (request.host or "localhost").partition(":")[0]
                certificate = self.client_certificate if request.has_certificate else None
                connection = secured(plain, name, certificate=certificate)
            with closing(connection):
                connection.sendall(serialised(self._request(request), host))
                return receive(connection, request.method)

    def get(self, path: str = "/", *headers: tuple[str, str]) -> Answer:
        return self.ask(Request(path, headers=headers))

    def talk(self, requests: Iterable[Request]) -> list[Answer]:
        """Several requests on one connection."""
        with closing(connect(self.port)) as connection:
            answers = []
            for request in requests:
                connection.sendall(serialised(self._request(request), f"127.0.0.1:{self.port}", keep_alive=True))
                answers.append(receive(connection, request.method))
            return answers

    def send(self, data: bytes, timeout: float = 10) -> bytes:
        """What comes back for DATA until the server closes."""
        with closing(connect(self.port, timeout)) as connection:
            connection.sendall(data.replace(b"{port}", str(self.port).encode()))
            received = b""
            while chunk := connection.recv(65536):
                received += chunk
            return received

    @property
    def client_certificate(self) -> tuple[str, str]:
        return str(self._certificates / "client.crt"), str(self._certificates / "client.key")

    def _request(self, request: Request) -> Request:
        headers = tuple((name, self._filled_in(value)) for name, value in request.headers)
        host = self._filled_in(request.host) if request.host else None
        return Request(**{**vars(request), "headers": headers, "host": host})

    def look(self, answer: Answer, name: str) -> object:
        """What NAME means in ANSWER, see Row."""
        kind, _, key = name.partition(".")
        found: object
        if name in ("status", "reason"):
            found = getattr(answer, name)
        elif name == "body":
            found = answer.body.decode("utf-8", "backslashreplace")
        elif name == "length":
            found = len(answer.body)
        elif kind == "json":
            found = answer.json().get(key)
        elif kind == "environ":
            found = answer.environ.get(key)
        else:
            found = answer.header(name)
        return json.loads(self.normal(json.dumps(found))) if isinstance(found, str | list | dict) else found

    def seen(self, ask: object, names: frozenset[str]) -> Seen:
        """What is seen when the row's question is put to this side."""
        if self._refusal:
            return dict.fromkeys(names, None) | {"serves": False}
        if isinstance(ask, Request):
            answer = self.ask(ask)
            return {name: True if name == "serves" else self.look(answer, name) for name in names}
        assert callable(ask)
        found: Seen = ask(self)
        assert names <= found.keys(), f"the row looks at {sorted(names - found.keys())}, which is not seen"
        return found


class Pair:
    """Both servers of a site, started when the first row asks."""

    def __init__(self, site: Site, place: Place, backend_port: int, certificates: Path, only: Who | None) -> None:
        self.site = site
        self._ingredients = (site, place, backend_port, certificates)
        self._whose = [only] if only else [Who.OURS, Who.PEER]
        self._sides: list[Side] = []
        self._failure: BaseException | None = None
        self._pool = ThreadPoolExecutor(2)

    def sides(self) -> list[Side]:
        """Raises what stood in the way of the start, to every row."""
        if self._failure:
            raise self._failure
        if not self._sides:
            try:
                for who in self._whose:
                    self._sides.append(Side(who, *self._ingredients))
                list(self._pool.map(Side.start, self._sides))
            except BaseException as failure:
                self._failure = failure
                raise
        return self._sides

    def see(self, ask: object, names: frozenset[str]) -> dict[Who, Seen]:
        sides = self.sides()
        return dict(
            zip((side.who for side in sides), self._pool.map(lambda side: side.seen(ask, names), sides), strict=True)
        )

    def put_away(self) -> None:
        list(self._pool.map(Side.put_away, self._sides))
        self._pool.shutdown()
