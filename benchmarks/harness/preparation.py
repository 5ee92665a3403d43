"""Makes what the benchmarks need: the environment with all peers, Expressway from this checkout, the projects."""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from harness.large_project import large_project
from harness.project_files import ProjectFiles, write_project
from harness.trivial_project import trivial_project
from harness.workspace import BENCHMARKS, CHECKOUT, UnusableWorkspace, Workspace, find_workspace

REQUIREMENTS = BENCHMARKS / "requirements.txt"
PREBUILT_VARIABLE = "EXPRESSWAY_PREBUILT_ENGINE"
PROGRAMS = {"apxs": "apache2-dev", "cc": "gcc", "wrk": "wrk"}
"""Program -> the Debian package that brings it."""


class CannotPrepare(Exception):
    """A step failed; the text says which and what to do."""


def prepare(workspace: Workspace, engine: Path | None, python: Path) -> None:
    """Makes everything, or only what has changed since the last time.

    Raises CannotPrepare.
    """
    os.umask(0o022)
    for directory in (workspace.stamps, workspace.logs, workspace.server_roots):
        directory.mkdir(mode=0o755, exist_ok=True)
    _require_programs()
    _prepare_environment(workspace, python)
    _prepare_expressway(workspace, engine)
    _prepare_project(workspace, "trivial", trivial_project())
    _prepare_project(workspace, "large", large_project())


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="benchmarks/prepare", description=__doc__)
    parser.add_argument(
        "--work", type=Path, help="where to put it; default: .work here, where the run user can enter it"
    )
    parser.add_argument(
        "--engine", type=Path, help=f"a built engine; default: {PREBUILT_VARIABLE}, else .build/release/expressway"
    )
    parser.add_argument(
        "--python", type=Path, default=Path("/usr/bin/python3"), help="the interpreter; default: %(default)s"
    )
    given = parser.parse_args(arguments)
    try:
        workspace = find_workspace(given.work)
        prepare(workspace, given.engine, given.python)
    except (CannotPrepare, UnusableWorkspace) as fault:
        print(f"error: {fault}", file=sys.stderr)
        return 1
    print(workspace.directory)
    return 0


def _require_programs() -> None:
    missing = [package for program, package in PROGRAMS.items() if shutil.which(program) is None]
    if missing:
        raise CannotPrepare(f"programs are missing; install them with: apt-get install {' '.join(missing)}")


def _prepare_environment(workspace: Workspace, python: Path) -> None:
    version = _output([str(python), "-VV"])
    stamp = workspace.stamps / "environment"
    if _is_fresh(stamp, wanted := f"{python}\n{version}\n{REQUIREMENTS.read_text(encoding='utf-8')}"):
        return
    _say(f"the virtual environment {workspace.environment}")
    shutil.rmtree(workspace.environment, ignore_errors=True)
    for later in workspace.stamps.iterdir():
        later.unlink()
    _run([str(python), "-m", "venv", str(workspace.environment)])
    _pip(workspace, "--requirement", str(REQUIREMENTS))
    stamp.write_text(wanted, encoding="utf-8")


def _prepare_expressway(workspace: Workspace, engine: Path | None) -> None:
    """Installs the checkout's package; without a `pyproject.toml` the benchmarks run with the peers alone."""
    if not (CHECKOUT / "pyproject.toml").exists():
        _say("this checkout has no Python package yet: the benchmarks will run without Expressway")
        return
    engine = _find_engine(engine)
    stamp = workspace.stamps / "expressway"
    if _is_fresh(stamp, wanted := _digest(_package_files(engine))):
        return
    _say(f"Expressway, {f'with the engine {engine}' if engine else 'building the engine'}")
    environment = {**os.environ, PREBUILT_VARIABLE: str(engine)} if engine else dict(os.environ)
    _pip(workspace, "--force-reinstall", "--no-deps", str(CHECKOUT), environment=environment)
    stamp.write_text(wanted, encoding="utf-8")


def _find_engine(given: Path | None) -> Path | None:
    """The engine to install; none where pip is to build it.

    Raises CannotPrepare where one was named and is not there.
    """
    named = given or (Path(os.environ[PREBUILT_VARIABLE]) if os.environ.get(PREBUILT_VARIABLE) else None)
    if named is not None:
        if not named.is_file():
            raise CannotPrepare(f"there is no engine at '{named}'")
        return named.resolve()
    built = CHECKOUT / ".build" / "release" / "expressway"
    return built.resolve() if built.is_file() else None


def _package_files(engine: Path | None) -> list[Path]:
    """What the installed package is made from: the Python side, and the engine or its sources."""
    files = [CHECKOUT / "pyproject.toml", *(CHECKOUT / "python").rglob("*.py"), *(CHECKOUT / "python").rglob("*.json")]
    return [*files, engine] if engine else [*files, CHECKOUT / "Package.swift", *(CHECKOUT / "Sources").rglob("*.*")]


def _prepare_project(workspace: Workspace, name: str, files: ProjectFiles) -> None:
    stamp = workspace.stamps / f"project-{name}"
    wanted = hashlib.sha256(repr(sorted(files.items())).encode()).hexdigest()
    if _is_fresh(stamp, wanted):
        return
    directory = workspace.project(name)
    _say(f"the project {directory}")
    write_project(directory, files)
    manage = [str(workspace.python), "manage.py"]
    _run([*manage, "migrate", "--run-syncdb", "--verbosity", "0"], directory)
    if "rows.py" in files:
        _run([*manage, "shell", "--verbosity", "0", "--command", files["rows.py"]], directory)
    # The run user cannot write here, and every server is measured with warm byte code.
    _run([str(workspace.python), "-m", "compileall", "-q", "."], directory)
    stamp.write_text(wanted, encoding="utf-8")


def _pip(workspace: Workspace, *arguments: str, environment: dict[str, str] | None = None) -> None:
    quiet = ["--quiet", "--disable-pip-version-check", "--root-user-action", "ignore"]
    _run([str(workspace.python), "-m", "pip", "install", *quiet, *arguments], environment=environment)


def _is_fresh(stamp: Path, wanted: str) -> bool:
    return stamp.exists() and stamp.read_text(encoding="utf-8") == wanted


def _digest(paths: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in sorted(path for path in paths if path.is_file()):
        digest.update(str(path).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _output(command: Sequence[str]) -> str:
    try:
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError) as fault:
        raise CannotPrepare(f"'{command[0]}' does not run: {fault}") from None


def _run(command: Sequence[str], directory: Path | None = None, environment: dict[str, str] | None = None) -> None:
    ended = subprocess.run(
        command, cwd=directory, env=environment, stdin=subprocess.DEVNULL, stdout=sys.stderr, check=False
    )
    if ended.returncode != 0:
        raise CannotPrepare(
            f"'{' '.join(command)[:200]}' ended with exit code {ended.returncode}: see its messages above"
        )


def _say(what: str) -> None:
    print(f"== {what}", file=sys.stderr, flush=True)
