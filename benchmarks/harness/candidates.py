"""How each server is started: with its defaults, and one process of five threads where it needs telling."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from harness.workspace import Workspace, run_user


@dataclass(frozen=True)
class Launch:
    """What a command line depends on."""

    workspace: Workspace
    project: str
    port: int

    @property
    def directory(self) -> Path:
        return self.workspace.project(self.project)

    @property
    def static_directory(self) -> Path:
        return self.directory / "static"

    def program(self, name: str) -> str:
        return str(self.workspace.program(name))


Command = Callable[[Launch], Sequence[str]]


@dataclass(frozen=True)
class Candidate:
    """A server, or a way to start it."""

    name: str
    command: Command
    settings: str = "settings"
    """The module of the project's package with the settings."""
    needs: str = "python"
    """The program of the environment without which the candidate is left out."""
    is_stopped_by_ctrl_c: bool = True
    """False where the way of its manual is SIGTERM to the first process."""
    serves_pages: bool = True
    serves_files: bool = True
    """Whether it takes part where views, and where files, are asked for."""

    @property
    def is_ours(self) -> bool:
        return self.needs == "expressway"

    def is_installed(self, workspace: Workspace) -> bool:
        return workspace.program(self.needs).exists()

    def environment(self, launch: Launch) -> dict[str, str]:
        return {"DJANGO_SETTINGS_MODULE": f"{launch.project}.{self.settings}"}


def run_as() -> list[str]:
    """For servers that Apache runs: as root it has to be told the user of its processes."""
    user = run_user()
    return ["--user", user, "--group", _group(user)] if user else []


def _group(user: str) -> str:
    return "nogroup" if user == "nobody" else user


def _express_root(launch: Launch) -> list[str]:
    # Its default is a guessable name in /tmp that it leaves behind.
    return ["--server-root", str(launch.workspace.server_roots / f"express-{launch.port}")]


def _listener(launch: Launch) -> list[str]:
    return ["--host", "127.0.0.1", "--port", str(launch.port)]


def _script(launch: Launch) -> list[str]:
    files = ["--url-alias", "/static", str(launch.static_directory)]
    return [f"{launch.project}/wsgi.py", *_listener(launch), "--working-directory", str(launch.directory), *files]


def _manage(launch: Launch, *arguments: str) -> list[str]:
    return [launch.program("python"), "manage.py", *arguments]


def _gunicorn(launch: Launch) -> list[str]:
    user = run_user()
    identity = ["--user", user, "--group", _group(user)] if user else []
    address = f"127.0.0.1:{launch.port}"
    return [launch.program("gunicorn"), f"{launch.project}.wsgi", "--bind", address, "--threads", "5", *identity]


def _granian(launch: Launch) -> list[str]:
    files = ["--static-path-route", "/static", "--static-path-mount", str(launch.static_directory)]
    threads = ["--interface", "wsgi", "--blocking-threads", "5"]
    return [launch.program("granian"), *threads, *_listener(launch), *files, f"{launch.project}.wsgi:application"]


OUR_SCRIPT = Candidate(
    "expressway start-server",
    lambda launch: [launch.program("expressway"), "start-server", *_script(launch), *run_as()],
    needs="expressway",
)
OUR_COMMAND = Candidate(
    "manage.py runmodwsgi (expressway)",
    lambda launch: [*_manage(launch, "runmodwsgi"), *_listener(launch), *run_as()],
    settings="settings_expressway",
    needs="expressway",
)
OUR_SHORT_COMMAND = Candidate(
    "expressway runmodwsgi",
    lambda launch: [launch.program("expressway"), "runmodwsgi", *_listener(launch), *run_as()],
    settings="settings_expressway",
    needs="expressway",
)
EXPRESS_SCRIPT = Candidate(
    "mod_wsgi-express start-server",
    lambda launch: [
        launch.program("mod_wsgi-express"),
        "start-server",
        *_script(launch),
        *_express_root(launch),
        *run_as(),
    ],
    needs="mod_wsgi-express",
)
EXPRESS_COMMAND = Candidate(
    "manage.py runmodwsgi (mod_wsgi)",
    lambda launch: [*_manage(launch, "runmodwsgi"), *_listener(launch), *_express_root(launch), *run_as()],
    settings="settings_express",
    needs="mod_wsgi-express",
)
RUNSERVER = Candidate(
    "runserver", lambda launch: _manage(launch, "runserver", f"127.0.0.1:{launch.port}"), serves_files=False
)
RUNSERVER_WITHOUT_RELOAD = Candidate(
    "runserver --noreload",
    lambda launch: _manage(launch, "runserver", "--noreload", f"127.0.0.1:{launch.port}"),
    serves_files=False,
)
# Half of granian's stops, and a few of gunicorn's, hang for ever when SIGINT reaches their workers as well.
GUNICORN = Candidate("gunicorn", _gunicorn, needs="gunicorn", is_stopped_by_ctrl_c=False, serves_files=False)
GUNICORN_WITH_FILES = Candidate(
    "gunicorn, whitenoise",
    _gunicorn,
    settings="settings_whitenoise",
    needs="gunicorn",
    is_stopped_by_ctrl_c=False,
    serves_pages=False,
)
GRANIAN = Candidate("granian", _granian, needs="granian", is_stopped_by_ctrl_c=False)

FOR_STARTUP = (
    OUR_SCRIPT,
    OUR_COMMAND,
    OUR_SHORT_COMMAND,
    EXPRESS_SCRIPT,
    EXPRESS_COMMAND,
    RUNSERVER,
    RUNSERVER_WITHOUT_RELOAD,
    GUNICORN,
    GRANIAN,
)
FOR_THROUGHPUT = (OUR_SCRIPT, EXPRESS_SCRIPT, GUNICORN, GUNICORN_WITH_FILES, GRANIAN)

RELOADING_OURS = Candidate(
    "expressway --reload-on-changes",
    lambda launch: [*OUR_SCRIPT.command(launch), "--reload-on-changes"],
    needs="expressway",
)
RELOADING_EXPRESS = Candidate(
    "mod_wsgi-express --reload-on-changes",
    lambda launch: [*EXPRESS_SCRIPT.command(launch), "--reload-on-changes"],
    needs="mod_wsgi-express",
)
RELOADING_GUNICORN = Candidate(
    "gunicorn --reload",
    lambda launch: [*_gunicorn(launch), "--reload"],
    needs="gunicorn",
    is_stopped_by_ctrl_c=False,
    serves_files=False,
)
RELOADING_GRANIAN = Candidate(
    "granian --reload",
    lambda launch: [*_granian(launch), "--reload"],
    needs="granian",
    is_stopped_by_ctrl_c=False,
)
FOR_RELOAD = (RELOADING_OURS, RELOADING_EXPRESS, RUNSERVER, RELOADING_GUNICORN, RELOADING_GRANIAN)
