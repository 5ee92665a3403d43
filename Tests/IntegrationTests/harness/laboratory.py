"""A place in which one test runs Expressway: scratch directories, a user, one source of mod_wsgi, and the commands."""

import os
import shutil
import tempfile
import uuid
from collections.abc import Sequence
from pathlib import Path
from typing import TypedDict

from harness.environments import REPOSITORY, Module, VirtualEnvironment
from harness.people import MYSELF, SOMEBODY, SUITE_IS_ROOT, Person
from harness.running import Finished, Run, Server, Word
from harness.terminal import Terminal
from harness.web import free_port

APPLICATIONS = Path(__file__).resolve().parent.parent / "applications"
# The variable by whose value the processes of a run are known, whoever their parent is.
MARK = "EXPRESSWAY_TEST_MARK"
FRONT_ENDS = ("start-server", "expressway runmodwsgi", "manage.py runmodwsgi")


class Surroundings(TypedDict):
    """As whom a command runs, where, with which variables, and by what value of MARK its processes are known."""

    person: Person
    directory: Path
    environment: dict[str, str]
    mark: str


class Laboratory:
    """Everything one test needs; `put_away` removes all of it and complains about what should have gone by itself."""

    def __init__(self, module: Module, environment: VirtualEnvironment, person: Person = SOMEBODY) -> None:
        self.module = module
        self.virtual_environment = environment
        self.person = person
        self.runs: list[Run] = []
        # Short, because the path of a Unix socket is; not pytest's own, because only its owner may enter that.
        self.scratch = Path(tempfile.mkdtemp(prefix="ew-", dir="/var/tmp"))
        self.scratch.chmod(0o755)
        self.work = self.directory("work")
        self.home = self.directory("home")
        self.private = self.directory("run", mode=0o700)
        self.temporary = self.directory("tmp", mode=0o700)

    # Files

    def directory(self, path: Path | str, *, mode: int = 0o755, person: Person | None = None) -> Path:
        """A new directory of the person's own, below the scratch directory."""
        directory = self.scratch / path
        directory.mkdir(parents=True)
        directory.chmod(mode)
        (person or self.person).owns(directory)
        return directory

    def write(self, path: Path | str, text: str) -> Path:
        """A file of the person's, below the working directory when PATH is relative."""
        file = self.work / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
        self._hand_over(file.parent if file.parent != self.work else file)
        return file

    def application(self, name: str, to: Path | str | None = None) -> Path:
        """A copy of one of the suite's applications."""
        return self.write(to or name, (APPLICATIONS / name).read_text())

    def example(self, name: str, to: Path | str | None = None) -> Path:
        """A copy of one of the repository's examples, as a project of the person's."""
        project = self.work / (to or name)
        ignored = shutil.ignore_patterns("__pycache__", "db.sqlite3", "staticfiles", "media")
        shutil.copytree(REPOSITORY / "examples" / name, project, ignore=ignored)
        self._hand_over(project)
        return project

    def _hand_over(self, top: Path) -> None:
        self.person.owns(top)
        for directory, names, files in os.walk(top):
            for name in names + files:
                self.person.owns(Path(directory, name))

    # Commands

    @property
    def variables(self) -> dict[str, str]:
        """What an ordinary shell would hand on: no sbin in PATH, as on Debian."""
        return {
            "PATH": "/usr/local/bin:/usr/bin:/bin",
            "HOME": str(self.home),
            "USER": self.person.name,
            "SHELL": "/bin/sh",
            "LANG": "C.UTF-8",
            "XDG_RUNTIME_DIR": str(self.private),
            "TMPDIR": str(self.temporary),
        }

    def command(self, front_end: str, *arguments: Word, port: int | None = None, user: bool = True) -> list[Word]:
        """The words of one of FRONT_ENDS, or of another command of `expressway`; for root with the run user.

        Without USER, root does not say as whom Apache is to run.
        """
        own: list[Word] = [] if port is None else ["--port", str(port)]
        if self.person.is_root and user:
            own += ["--user", SOMEBODY.name, "--group", SOMEBODY.group_name]
        if front_end == "manage.py runmodwsgi":
            return [self.virtual_environment.python, "manage.py", "runmodwsgi", *own, *arguments]
        command = front_end.removeprefix("expressway ").split()
        return [self.virtual_environment.expressway, *command, *own, *arguments]

    def run(
        self,
        front_end: str,
        *arguments: Word,
        port: int | None = None,
        directory: Path | None = None,
        variables: dict[str, str] | None = None,
        user: bool = True,
        within: float = 20,
    ) -> Finished:
        """Runs a command that ends by itself; nothing may be left of it."""
        if port is None and not any(str(word).startswith("--port") for word in arguments):
            port = free_port()
        words = self.command(front_end, *arguments, port=port, user=user)
        return self.execute(words, directory=directory, variables=variables).finish(within)

    def execute(
        self, words: list[Word], *, directory: Path | None = None, variables: dict[str, str] | None = None
    ) -> Run:
        """Starts any command."""
        run = Run(words, **self._surroundings(directory, variables))
        self.runs.append(run)
        return run

    def begin(
        self,
        front_end: str,
        *arguments: Word,
        port: int | None = None,
        directory: Path | None = None,
        variables: dict[str, str] | None = None,
        user: bool = True,
        through: Sequence[Word] = (),
    ) -> Server:
        """Starts a server and does not wait for it; THROUGH is a command that the words of its own are given to."""
        port = port or free_port()
        words = [*through, *self.command(front_end, *arguments, port=port, user=user)]
        server = Server(port, words, **self._surroundings(directory, variables))
        self.runs.append(server)
        return server

    def serve(
        self,
        front_end: str,
        *arguments: Word,
        directory: Path | None = None,
        variables: dict[str, str] | None = None,
        user: bool = True,
        path: str = "/",
    ) -> Server:
        """Starts a server and waits until it answers at PATH."""
        server = self.begin(front_end, *arguments, directory=directory, variables=variables, user=user)
        server.wait_until_serving(path)
        return server

    def terminal(
        self,
        front_end: str,
        *arguments: Word,
        port: int | None = None,
        directory: Path | None = None,
        variables: dict[str, str] | None = None,
        output_in_a_pipe: bool = False,
    ) -> Terminal:
        """Starts a server on a terminal of its own."""
        port = port or free_port()
        words = self.command(front_end, *arguments, port=port)
        return self.open_terminal(
            port, words, directory=directory, variables=variables, output_in_a_pipe=output_in_a_pipe
        )

    def open_terminal(
        self,
        port: int,
        words: list[Word],
        *,
        directory: Path | None = None,
        variables: dict[str, str] | None = None,
        output_in_a_pipe: bool = False,
    ) -> Terminal:
        """Starts any command on a terminal of its own; what serves there will do so at PORT."""
        variables = {"TERM": "xterm-256color"} | (variables or {})
        terminal = Terminal(port, words, **self._surroundings(directory, variables), output_in_a_pipe=output_in_a_pipe)
        self.runs.append(terminal)
        return terminal

    def _surroundings(self, directory: Path | None, variables: dict[str, str] | None) -> Surroundings:
        mark = uuid.uuid4().hex
        return {
            "person": self.person,
            "directory": directory or self.work,
            "environment": self.variables | {MARK: mark} | (variables or {}),
            "mark": mark,
        }

    # The end

    def assert_private_directories_are_empty(self) -> None:
        """No server root is left where the engine makes them."""
        left = [path for directory in (self.private, self.temporary) for path in directory.rglob("*")]
        assert not left, f"left behind: {', '.join(map(str, left))}"

    def put_away(self) -> None:
        """Stops what still runs as Ctrl-C would, removes all, complains about what should have gone itself."""
        complaints = []
        for run in self.runs:
            if run.running and isinstance(run, Server):
                try:
                    # Longer than a server waits for what hangs: how soon it stops is what other tests are about.
                    run.stop(within=10)
                except AssertionError as error:
                    complaints.append(str(error))
            left = run.put_away()
            if left:
                complaints.append("left behind: " + ", ".join(map(str, left)))
        shutil.rmtree(self.scratch)
        assert not complaints, "\n".join(complaints)


def laboratory_for_root(module: Module, environment: VirtualEnvironment) -> Laboratory:
    """One in which commands run as root, Apache's processes as somebody else."""
    assert SUITE_IS_ROOT
    return Laboratory(module, environment, MYSELF)
