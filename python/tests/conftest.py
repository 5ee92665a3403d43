"""Small projects in scratch directories, and a stand-in for the engine that writes down how it was called."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE_PARENT = ROOT / "python"

FAKE_ENGINE = """#!{python} -S
import json, os, signal, sys
descriptor = os.environ.pop("EXPRESSWAY_FACTS_DESCRIPTOR")
with os.fdopen(int(descriptor), encoding="ascii") as file:
    facts = json.load(file)
with open({record!r}, "w") as file:
    json.dump({{
        "argv": sys.argv[1:], "name": sys.orig_argv[0] if hasattr(sys, "orig_argv") else None, "facts": facts,
        "environment": dict(os.environ), "pid": os.getpid(),
    }}, file)
sys.exit(7)
"""

MANAGE_PY = """import os, sys
if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mysite.settings")
    {before}
    from django.core.management import execute_from_command_line
    execute_from_command_line(sys.argv)
"""

SETTINGS = """
from pathlib import Path
BASE_DIR = Path(__file__).resolve().parent.parent
SECRET_KEY = "x"
ROOT_URLCONF = "mysite.urls"
WSGI_APPLICATION = "mysite.wsgi.application"
INSTALLED_APPS = ["expressway", "heavy", "django.contrib.staticfiles"]
STATIC_URL = "static/"
USE_TZ = True
"""


@dataclass
class Engine:
    """The stand-in: where it lies, and what it was last called with."""

    path: Path
    record: Path

    @property
    def call(self) -> dict[str, Any]:
        called: dict[str, Any] = json.loads(self.record.read_text())
        return called

    @property
    def was_called(self) -> bool:
        return self.record.exists()


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    path, record = tmp_path / "engine", tmp_path / "engine.json"
    path.write_text(FAKE_ENGINE.format(python=sys.executable, record=str(record)))
    path.chmod(0o755)
    return Engine(path, record)


@dataclass
class Project:
    """A Django project on disk whose only model module leaves a file behind when it is imported."""

    directory: Path
    engine: Engine

    @property
    def models_were_imported(self) -> bool:
        return (self.directory / "models-imported").exists()

    def settings(self, text: str) -> None:
        """Adds to the settings."""
        with (self.directory / "mysite" / "settings.py").open("a") as file:
            file.write(text + "\n")

    def run(self, *words: str, environment: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
        """Runs a Python process in the project, with the package on its path."""
        return subprocess.run(
            [sys.executable, *words],
            cwd=self.directory,
            env=clean_environment(**{"EXPRESSWAY_ENGINE": str(self.engine.path), **(environment or {})}),
            capture_output=True,
            text=True,
            check=False,
        )

    def manage(self, *words: str, environment: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
        return self.run("manage.py", *words, environment=environment)

    def facts(self, *words: str, environment: Mapping[str, str] | None = None) -> dict[str, Any]:
        """What `python -m expressway.facts --django` says."""
        words = words or ("--manage-py", "manage.py")
        ended = self.run("-m", "expressway.facts", "--django", *words, environment=environment)
        assert ended.returncode == 0, ended.stderr
        document: dict[str, Any] = json.loads(ended.stdout)
        return document


def clean_environment(**more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("EXPRESSWAY_", "DJANGO_", "PY"))}
    return {**kept, "PYTHONPATH": str(PACKAGE_PARENT), "PYTHONWARNINGS": "error", **more}


@pytest.fixture
def project(tmp_path: Path, engine: Engine) -> Project:
    return make_project(tmp_path / "site", engine)


def make_project(directory: Path, engine: Engine, before: str = "pass") -> Project:
    write(directory / "manage.py", MANAGE_PY.format(before=before))
    write(directory / "mysite" / "__init__.py", "")
    write(directory / "mysite" / "settings.py", SETTINGS)
    write(directory / "mysite" / "urls.py", "raise RuntimeError('the URL tree was imported')\n")
    write(directory / "heavy" / "__init__.py", "")
    write(directory / "heavy" / "models.py", f"open({str(directory / 'models-imported')!r}, 'w').close()\n")
    return Project(directory, engine)


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


@pytest.fixture
def project_with(tmp_path: Path, engine: Engine) -> Callable[[str], Project]:
    """Makes a project whose manage.py runs the given statement first."""
    return lambda before: make_project(tmp_path / "other site", engine, before)
