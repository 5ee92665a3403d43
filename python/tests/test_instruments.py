"""Debug features: which modules are imported, when each begins, in which order they lie around the application."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from .interpreters import RUNTIME_PARENT

APPLICATION = """
print("import of the application")
def application(environ, start_response):
    print("the application")
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [b"text"]
"""
FAKE_INSTRUMENTS = """
import sys, types
for name in ("validating", "profiling", "coverage_measuring", "debugging", "recording"):
    module = sys.modules[f"runtime.{name}"] = types.ModuleType(name)
    class Instrument:
        def __init__(self, configuration, name=name):
            self.name = name
            print("begin", name, configuration)
        def wrap(self, application):
            def call(environ, start_response):
                print("in", self.name)
                return application(environ, start_response)
            return call
    module.begin = Instrument
"""


def run(tmp_path: Path, before: str, instruments: str) -> subprocess.CompletedProcess[str]:
    """Loads the application with these instruments in a process of its own and calls it once."""
    (tmp_path / "app.wsgi").write_text(APPLICATION)
    code = (
        f"import sys; sys.path.insert(0, {str(RUNTIME_PARENT)!r})\n{before}\nimport runtime\n"
        f"handler = runtime.ApplicationHandler({str(tmp_path / 'app.wsgi')!r}, instruments={instruments})\n"
        "handler.application({}, lambda status, headers: print(status))\n"
    )
    return subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True, check=True)


def test_every_instrument_begins_before_the_import_and_lies_at_its_place(tmp_path: Path) -> None:
    ended = run(
        tmp_path,
        FAKE_INSTRUMENTS,
        "{'recorder': {'a': 1}, 'debugger': {}, 'coverage': {'b': 2}, 'profiler': {'c': 3}, 'validate': True}",
    )
    assert ended.stdout.splitlines() == [
        "begin coverage_measuring {'b': 2}",
        "begin validating True",
        "begin profiling {'c': 3}",
        "begin debugging {}",
        "begin recording {'a': 1}",
        "import of the application",
        "in recording",
        "in debugging",
        "in coverage_measuring",
        "in profiling",
        "in validating",
        "the application",
        "200 OK",
    ]


@pytest.mark.parametrize("instruments", ["None", "{}", "{'validate': False, 'profiler': None}"])
def test_what_is_off_changes_nothing(tmp_path: Path, instruments: str) -> None:
    ended = run(tmp_path, FAKE_INSTRUMENTS, instruments)
    assert ended.stdout.splitlines() == ["import of the application", "the application", "200 OK"]


def test_an_instrument_that_nobody_knows_is_named(tmp_path: Path) -> None:
    ended = run(tmp_path, "", "{'profilers': {}}")
    assert "no instrument 'profilers'; there are: validate, profiler, coverage, debugger, recorder" in ended.stderr
    assert ended.stdout == "500 Internal Server Error\n"


def test_a_traceback_begins_with_the_application(tmp_path: Path) -> None:
    (tmp_path / "failing.wsgi").write_text("def application(environ, start_response):\n    1 / 0\n")
    code = (
        f"import sys, traceback; sys.path.insert(0, {str(RUNTIME_PARENT)!r})\nimport runtime\n"
        f"instruments = {{'profiler': {{'directory': {str(tmp_path / 'p')!r}}}}}\n"
        f"handler = runtime.ApplicationHandler({str(tmp_path / 'failing.wsgi')!r}, instruments=instruments)\n"
        "try:\n    handler.application({}, lambda status, headers: None)\n"
        "except ZeroDivisionError as error:\n"
        "    print([frame.name for frame in traceback.extract_tb(error.__traceback__)])\n"
    )
    ended = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True, check=True)
    assert ended.stdout == "['<module>', 'application']\n"
