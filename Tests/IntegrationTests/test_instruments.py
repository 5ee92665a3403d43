"""Profiler, coverage and validation of real servers, in debug mode and with several processes and threads."""

import json
import os
import pstats
import re
import signal
import stat
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from pathlib import Path

import pytest

from harness.laboratory import Laboratory
from harness.running import Server
from harness.waiting import wait_for

SOON = 20
VIEWS = """
def callee():
    return sum(range(20000))

def home():
    return str(callee()).encode()

def never():
    return b"never"
"""
APPLICATION = """
import views

def application(environ, start_response):
    body = views.home()
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(body)))])
    return [body]
"""
WRONG = """
def application(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain")])
    return ["text in place of bytes"]
"""


def begin(laboratory: Laboratory, *options: str, application: str = APPLICATION) -> Server:
    laboratory.write("views.py", VIEWS)
    laboratory.write("app.wsgi", application)
    return laboratory.serve("start-server", "app.wsgi", *options)


def files(directory: Path, suffix: str) -> list[Path]:
    return sorted(path for path in directory.glob(f"*{suffix}") if not path.name.startswith("summary"))


def stop(server: Server) -> str:
    server.send(signal.SIGINT)
    server.wait(60)
    return server.output


@pytest.mark.parametrize("mode", [["--debug-mode"], ["--no-debug-mode", "--processes", "2", "--threads", "3"]])
def test_the_profile_of_a_request_names_the_view_and_what_it_calls(laboratory: Laboratory, mode: list[str]) -> None:
    server = begin(laboratory, "--enable-profiler", *mode)
    for _ in range(3):
        assert server.get("/page").status == 200
    directory = laboratory.work / ".expressway" / "profiles"
    wait_for("the profiles", lambda: len(files(directory, ".pstats")) >= 3, within=SOON)
    stop(server)
    profile = max(files(directory, ".pstats"), key=lambda path: path.name)
    assert "GET" in profile.name and "page" in profile.name and "200" in profile.name
    assert stat.S_IMODE(profile.stat().st_mode) == 0o600
    functions = {name for _, _, name in pstats.Stats(str(profile)).stats}  # type: ignore[attr-defined]
    assert {"home", "callee"} <= functions
    assert any(directory.glob("summary*.pstats"))


@pytest.mark.parametrize("form", ["speedscope", "flamegraph"])
def test_profiles_have_other_forms(pypi_laboratory: Laboratory, form: str) -> None:
    server = begin(pypi_laboratory, "--enable-profiler", "--debug-mode", "--profiler-format", form)
    assert server.get("/page").status == 200
    directory = pypi_laboratory.work / ".expressway" / "profiles"
    suffix = ".json" if form == "speedscope" else ".svg"
    wait_for("the profile", lambda: files(directory, suffix), within=SOON)
    stop(server)
    text = files(directory, suffix)[-1].read_text()
    assert "callee" in text
    if form == "speedscope":
        assert "speedscope" in json.loads(text)["$schema"]
    else:
        assert ElementTree.fromstring(text).tag.endswith("svg")


def executed_lines(directory: Path) -> list[int]:
    report = json.loads((directory / "coverage.json").read_text())
    [lines] = [entry["executed_lines"] for name, entry in report["files"].items() if name.endswith("views.py")]
    return sorted(lines)


@pytest.fixture
def covered(laboratory: Laboratory) -> Callable[..., Server]:
    return lambda *options: begin(laboratory, "--enable-coverage", "--debug-mode", *options)


def test_coverage_has_the_lines_that_ran(covered: Callable[..., Server], laboratory: Laboratory) -> None:
    server = covered()
    assert server.get("/").status == 200
    output = stop(server)
    directory = laboratory.work / ".expressway" / "coverage"
    assert executed_lines(directory) == [2, 3, 5, 6, 8]
    for name in ("html/index.html", "lcov.info", "coverage.xml"):
        assert (directory / name).exists(), output


def test_sigusr2_writes_the_reports_while_the_server_runs(
    covered: Callable[..., Server], laboratory: Laboratory
) -> None:
    server = covered()
    assert server.get("/").status == 200
    os.kill(server.popen.pid, signal.SIGUSR2)
    directory = laboratory.work / ".expressway" / "coverage"
    wait_for("the report", lambda: (directory / "coverage.json").exists(), within=SOON)
    assert executed_lines(directory) == [2, 3, 5, 6, 8]
    assert server.get("/").status == 200
    stop(server)


def test_reports_that_the_process_could_not_write_follow_the_projects_settings(
    covered: Callable[..., Server], laboratory: Laboratory
) -> None:
    """Settings, and the files that they name, are the project's: also where the server was not started from there."""
    laboratory.write(".coveragerc", "[report]\nomit = omitted.py\n[run]\nplugins = plugin_of_the_project\n")
    laboratory.write("omitted.py", "")
    laboratory.write(
        "plugin_of_the_project.py",
        "import coverage\nclass Plugin(coverage.CoveragePlugin):\n    pass\n"
        "def coverage_init(registry, options):\n    registry.add_configurer(Plugin())\n",
    )
    server = covered()
    assert server.get("/").status == 200
    directory = laboratory.work / ".expressway" / "coverage"
    wait_for("the data", lambda: list(directory.glob(".coverage.*")), within=SOON)
    [apache] = [process for process in server.take_note() if "-DONE_PROCESS" in process.command_line]
    os.kill(apache.pid, signal.SIGKILL)
    server.wait(60)
    assert "could not be finished" not in server.output, server.output
    files = json.loads((directory / "coverage.json").read_text())["files"]
    assert "views.py" in files and "omitted.py" not in files, server.output


@pytest.mark.parametrize("mode", [["--debug-mode"], []], ids=["debug mode", "daemon mode"])
def test_sigusr2_does_no_harm_to_a_server_that_measures_nothing(laboratory: Laboratory, mode: list[str]) -> None:
    server = begin(laboratory, *mode)
    os.kill(server.popen.pid, signal.SIGUSR2)
    server.wait_for_output("SIGUSR2 asks for coverage reports, and nothing is measured")
    assert server.get("/").status == 200
    stop(server)


def test_validation_names_what_wsgi_forbids_and_lets_pass_what_is_right(laboratory: Laboratory) -> None:
    assert begin(laboratory, "--validate").get("/").status == 200
    server = begin(laboratory, "--validate", application=WRONG)
    assert server.get("/").status == 500
    server.wait_for_output("bytes")


def test_the_banner_says_where_to_look(pypi_laboratory: Laboratory) -> None:
    options = ["--debug-mode", "--enable-debugger", "--enable-profiler", "--enable-coverage", "--enable-recorder"]
    server = begin(pypi_laboratory, *options)
    places = re.findall(r"(?m)^  (Debugger|Profiles|Coverage|Recordings) +([^ ,\n]+)", server.output)
    directory = pypi_laboratory.work / ".expressway"
    assert places == [
        ("Debugger", "pdb"),
        ("Profiles", str(directory / "profiles")),
        ("Coverage", str(directory / "coverage")),
        ("Recordings", str(directory / "recordings")),
    ]
    stop(server)


def test_what_is_missing_is_said_before_the_start(pypi_laboratory: Laboratory) -> None:
    pypi_laboratory.write("app.wsgi", APPLICATION)
    ended = pypi_laboratory.run(
        "start-server", "app.wsgi", "--debug-mode", "--enable-gdb", "--gdb-executable", "no-such-gdb"
    )
    assert ended.code == 78 and "no-such-gdb" in ended.output
