"""The virtual environments in which the suite runs Expressway: one for each source of mod_wsgi.

They stand where an unprivileged user can enter, and are kept from run to run. The wheel in `.build/wheels` is what is
tested: the suite installs what a person would install.
"""

import enum
import fcntl
import hashlib
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from harness.people import SUITE_IS_ROOT

REPOSITORY = Path(__file__).resolve().parents[3]
SYSTEM_PYTHON = Path("/usr/bin/python3")
DJANGO = "Django>=5.2,<5.3"
DEBUGPY = "debugpy==1.8.22"
COVERAGE = "coverage==7.17.4"


class Module(enum.Enum):
    """Where mod_wsgi comes from."""

    PYPI = "PyPI"
    DISTRIBUTION = "distribution"

    @property
    def requirements(self) -> list[str]:
        both = [DJANGO, DEBUGPY, COVERAGE]
        return [*both, "mod_wsgi==6.1.1", "mod_wsgi-telemetry==1.1.0"] if self is Module.PYPI else both

    @property
    def version(self) -> tuple[int, ...] | None:
        """What `mod_wsgi.version` is in the application, where that is known beforehand."""
        return (6, 1, 1) if self is Module.PYPI else None


@dataclass(frozen=True)
class VirtualEnvironment:
    """A virtual environment with Expressway in it."""

    directory: Path

    @property
    def python(self) -> Path:
        return self.directory / "bin" / "python"

    @property
    def expressway(self) -> Path:
        return self.directory / "bin" / "expressway"

    @property
    def engine(self) -> Path:
        [engine] = self.directory.glob("lib/python3*/site-packages/expressway/_bin/expressway")
        return engine


def environment_with(module: Module, requirements: list[str] | None = None) -> VirtualEnvironment:
    """The environment for MODULE, made or brought up to date when it has to be; safe from several workers at once.

    REQUIREMENTS take the place of the module's own.
    """
    requirements = module.requirements if requirements is None else requirements
    wheel = _wheel()
    shelf = _shelf()
    directory = shelf / f"{module.value}-{_digest(_interpreter(), *requirements)}"
    with (shelf / f"{directory.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        complete = directory / "complete"
        if not complete.exists():
            shutil.rmtree(directory, ignore_errors=True)
            _run(SYSTEM_PYTHON, "-m", "venv", directory)
            _run(directory / "bin/pip", "install", "--quiet", "--use-pep517", *requirements)
            complete.touch()
        installed = directory / "installed-wheel"
        wanted = hashlib.sha256(wheel.read_bytes()).hexdigest()
        if not installed.exists() or installed.read_text() != wanted:
            _run(directory / "bin/pip", "install", "--quiet", "--no-deps", "--force-reinstall", wheel)
            installed.write_text(wanted)
    return VirtualEnvironment(directory)


def _wheel() -> Path:
    named = os.environ.get("EXPRESSWAY_TEST_WHEEL")
    wheels = [Path(named)] if named else sorted((REPOSITORY / ".build" / "wheels").glob("expressway-*.whl"))
    if len(wheels) != 1:
        raise RuntimeError(f"one wheel is tested, but {len(wheels)} are in .build/wheels; make it with: make build")
    return wheels[0]


def _shelf() -> Path:
    """Where the environments stand; root's are in the public directory of scripts/common.bash."""
    if SUITE_IS_ROOT:
        shared = Path("/var/lib/expressway-development")
        shelf = shared / f"{REPOSITORY.name}-{_digest(str(REPOSITORY))}" / "test-environments"
        for directory in (shared, shelf.parent, shelf):
            directory.mkdir(mode=0o755, exist_ok=True)
        return shelf
    shelf = REPOSITORY / ".build" / "test-environments"
    shelf.mkdir(parents=True, exist_ok=True)
    return shelf


def _interpreter() -> str:
    return subprocess.run([SYSTEM_PYTHON, "-VV"], check=True, capture_output=True, text=True).stdout


def _digest(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:12]


def _run(*command: str | Path) -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}
    environment["PIP_ROOT_USER_ACTION"] = "ignore"
    finished = subprocess.run(command, env=environment, umask=0o022, capture_output=True, text=True, check=False)
    if finished.returncode != 0:
        raise RuntimeError(f"{' '.join(map(str, command))}\n{finished.stdout}{finished.stderr}")
