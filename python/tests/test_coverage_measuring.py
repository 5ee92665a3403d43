"""Coverage of what requests execute, by every Python here that has the `coverage` package, with each of its cores."""

from __future__ import annotations

import json
import os
import re
import signal
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from .interpreters import RUNTIME_PARENT, has_module, interpreters, serve, start

APPLICATION = """\
import views
def application(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain")])
    return views.answer(environ["PATH_INFO"])
"""
VIEWS = """\
import time

def answer(path):
    if path == "/list":
        return [listed(1)]
    if path == "/never":
        return [b"never"]
    return stream(path)

def listed(number):
    if number > 1:
        return b"more"
    return b"one"

def stream(path):
    try:
        yield b"first"
        yield in_a_thread()
        yield b"last"
    finally:
        cleaning()

def cleaning():
    time.sleep(0)

def in_a_thread():
    import threading
    thread = threading.Thread(target=threaded)
    thread.start()
    thread.join()
    return b"second"

def threaded():
    time.sleep(0)
"""
IMPORTED = {1, 3, 10, 15, 23, 26, 33}
LIST = {4, 5, 11, 13}
STREAM = {4, 6, 8, 16, 17, 18, 19, 21, 24, 27, 28, 29, 30, 31, 34}
GONE = {4, 6, 8, 16, 17, 21, 24}
CORES = [
    pytest.param(python.values[0], core, id=f"{python.id}-{core}")
    for python in interpreters()
    for core in ("ctrace", "pytrace", "sysmon")
    if core != "sysmon" or [int(number) for number in str(python.id).split(".")] >= [3, 12]
]


class Site:
    """A project with an application, and the directory that its coverage goes to."""

    def __init__(self, directory: Path) -> None:
        self.project = directory / "site"
        self.output = directory / "coverage"
        self.project.mkdir()
        (self.project / "app.wsgi").write_text(f"import sys\nsys.path.insert(0, {str(self.project)!r})\n{APPLICATION}")
        (self.project / "views.py").write_text(VIEWS)
        (self.project / "unused.py").write_text("a = 1\nb = 2\n")

    def serve(self, python: str, *requests: dict[str, Any], **order: Any) -> Any:
        return serve(python, self.project / "app.wsgi", self.instruments, *requests, **order)

    def start(self, python: str, *requests: dict[str, Any], **order: Any) -> subprocess.Popen[str]:
        return start(python, self.project / "app.wsgi", self.instruments, *requests, **order)

    @property
    def instruments(self) -> dict[str, Any]:
        return {"coverage": {"directory": str(self.output), "source": [str(self.project)]}}

    def lines(self, name: str = "views.py") -> set[int]:
        """The executed lines, by the JSON report."""
        document = json.loads((self.output / "coverage.json").read_text())
        (found,) = [entry for path, entry in document["files"].items() if path.endswith(f"/site/{name}")]
        return set(found["executed_lines"])

    @property
    def data_files(self) -> list[Path]:
        return sorted(self.output.glob(".coverage.*"))


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path)


def to(path: str, **more: Any) -> dict[str, Any]:
    return {"environ": {"PATH_INFO": path}, **more}


def needs_coverage(python: str) -> None:
    if not has_module(python, "coverage"):
        pytest.skip("this Python has no coverage package; EXPRESSWAY_TEST_PYTHONS can name one that has")


@pytest.mark.parametrize(("python", "core"), CORES)
def test_exactly_the_lines_that_ran_are_covered(site: Site, python: str, core: str) -> None:
    needs_coverage(python)
    environment = {"COVERAGE_CORE": core}
    ended = site.serve(python, to("/list"), to("/list"), environment=environment)
    assert [answer["body"] for answer in ended.answers] == ["one", "one"], ended.log
    assert site.lines() == IMPORTED | LIST
    assert re.search(r"^expressway: coverage: \d\d\.\d %; .*html/index\.html, lcov\.info", ended.log), ended.log


@pytest.mark.parametrize(("python", "core"), CORES)
def test_a_stream_is_covered_to_its_end_and_the_threads_that_it_makes(site: Site, python: str, core: str) -> None:
    needs_coverage(python)
    ended = site.serve(python, to("/stream"), environment={"COVERAGE_CORE": core})
    assert ended.answers[0]["body"] == "firstsecondlast", ended.log
    assert site.lines() == IMPORTED | STREAM


@pytest.mark.parametrize(("python", "core"), CORES)
def test_a_client_that_goes_away_ends_the_stream_and_its_coverage(site: Site, python: str, core: str) -> None:
    needs_coverage(python)
    site.serve(python, to("/stream", gone_after=1), environment={"COVERAGE_CORE": core})
    assert site.lines() == IMPORTED | GONE


@pytest.mark.parametrize(("python", "core"), CORES)
def test_what_many_threads_execute_while_data_is_saved_is_not_lost(site: Site, python: str, core: str) -> None:
    needs_coverage(python)
    functions = "\n".join(f"def f{number}():\n    return {number}" for number in range(3000))
    (site.project / "views.py").write_text(
        f"{functions}\nimport time\ndef answer(path):\n    start = int(path[1:])\n"
        "    for number in range(start, start + 300):\n        globals()[f'f{number}']()\n"
        "        time.sleep(0.001)\n    return [b'done']\n"
    )
    requests = [to(f"/{start}") for start in range(0, 3000, 300)]
    ended = site.serve(python, *requests, to("/0"), at_once=True, environment={"COVERAGE_CORE": core})
    assert {answer["body"] for answer in ended.answers} == {"done"}, ended.log
    assert len(site.lines() & set(range(1, 6001))) == 6000


@pytest.mark.parametrize(("python", "core"), CORES)
def test_a_killed_process_leaves_data_that_the_reporter_and_coverage_itself_read(
    site: Site, python: str, core: str
) -> None:
    needs_coverage(python)
    environment = {"COVERAGE_CORE": core}
    ended = site.serve(python, to("/list"), to("/stream"), linger_seconds=1.5, killed=True, environment=environment)
    assert ended.return_code == -signal.SIGKILL
    assert not (site.output / "coverage.json").exists()
    reporter = RUNTIME_PARENT / "runtime" / "coverage_reporting.py"
    for said in ("coverage: ", ""):
        written = subprocess.run([python, str(reporter), str(site.output)], check=True, capture_output=True, text=True)
        assert written.stdout.startswith(said) and bool(written.stdout) == bool(said)
    assert site.lines() == IMPORTED | LIST | STREAM
    assert site.lines("unused.py") == set()
    (site.output / ".coverage").unlink()
    subprocess.run([python, "-m", "coverage", "combine"], cwd=site.output, check=True, capture_output=True)
    shown = subprocess.run(
        [python, "-m", "coverage", "report"], cwd=site.output, check=True, capture_output=True, text=True
    )
    assert "views.py" in shown.stdout


@pytest.mark.parametrize(("python", "core"), CORES)
def test_the_reports_are_written_while_it_runs_when_the_engine_says_so(site: Site, python: str, core: str) -> None:
    needs_coverage(python)
    process = site.start(python, to("/list"), linger_seconds=30, killed=True, environment={"COVERAGE_CORE": core})
    try:
        assert process.stdout is not None and process.stderr is not None
        assert json.loads(process.stdout.readline())["answers"][0]["body"] == "one"
        assert not (site.output / "coverage.json").exists()
        for _ in range(2):
            (site.output / ".write-now").touch()
            assert re.match(r"expressway: coverage: \d\d\.\d %", process.stderr.readline())
            assert site.lines() == IMPORTED | LIST
            assert not (site.output / ".write-now").exists()
            (site.output / "coverage.json").unlink()
    finally:
        process.kill()
        process.communicate()


@pytest.mark.parametrize(("python", "core"), CORES)
def test_mod_wsgis_daemon_mode_does_not_make_a_thread_spin(site: Site, python: str, core: str) -> None:
    needs_coverage(python)
    requests = [to("/list"), to("/stream")] * 3
    ended = site.serve(python, *requests, daemon_mode=True, at_once=True, environment={"COVERAGE_CORE": core})
    assert [answer["error"] for answer in ended.answers] == [None] * 6, ended.log
    assert site.lines() == IMPORTED | LIST | STREAM


def test_every_report_is_there_and_private(site: Site) -> None:
    needs_coverage(sys.executable)
    (site.output / ".reports-1").mkdir(mode=0o700, parents=True)
    site.output.chmod(0o700)
    site.serve(sys.executable, to("/list"))
    assert stat.S_IMODE(site.output.stat().st_mode) == 0o700
    names = {path.name for path in site.output.iterdir()} - {path.name for path in site.data_files}
    assert names == {"html", "lcov.info", "coverage.xml", "coverage.json", ".coverage", ".coverage-run"}
    assert "views.py" in (site.output / "html" / "index.html").read_text()
    assert "SF:" in (site.output / "lcov.info").read_text() and "DA:13,1" in (site.output / "lcov.info").read_text()
    root = ElementTree.parse(site.output / "coverage.xml").getroot()
    (views,) = [element for element in root.iter("class") if element.get("name") == "views.py"]
    hits = {int(line.get("number", "")) for line in views.iter("line") if line.get("hits") != "0"}
    assert hits == IMPORTED | LIST
    assert site.lines("unused.py") == set()


def test_a_report_that_was_broken_off_is_written_by_the_reporter(site: Site) -> None:
    needs_coverage(sys.executable)
    site.serve(sys.executable, to("/list"))
    command = [sys.executable, str(RUNTIME_PARENT / "runtime" / "coverage_reporting.py"), str(site.output)]
    assert subprocess.run(command, check=True, capture_output=True).stdout == b""
    (site.output / ".reports-1").mkdir()
    (site.output / "lcov.info").unlink()
    assert subprocess.run(command, check=True, capture_output=True).stdout.startswith(b"coverage: ")
    assert (site.output / "lcov.info").exists() and not (site.output / ".reports-1").exists()


def test_processes_of_one_run_add_up_and_the_next_run_begins_anew(site: Site) -> None:
    needs_coverage(sys.executable)
    site.serve(sys.executable, to("/list"))
    site.serve(sys.executable, to("/stream"))
    assert len(site.data_files) == 2
    assert site.lines() == IMPORTED | LIST | STREAM
    (site.output / ".coverage-run").write_text("1 1\n")
    site.serve(sys.executable, to("/list"))
    assert len(site.data_files) == 1
    assert site.lines() == IMPORTED | LIST
    assert len(list((site.output / "earlier").iterdir())) == 2


def test_the_projects_own_settings_for_coverage_count(site: Site) -> None:
    needs_coverage(sys.executable)
    (site.project / "pyproject.toml").write_text(
        "[tool.coverage.run]\nbranch = true\nomit = ['*/unused.py']\ndata_file = 'elsewhere'\n"
    )
    site.serve(sys.executable, to("/list"))
    document = json.loads((site.output / "coverage.json").read_text())
    assert document["meta"]["branch_coverage"] is True
    assert not [path for path in document["files"] if path.endswith("unused.py")]
    assert site.lines() == IMPORTED | LIST
    assert not list(site.project.glob("*elsewhere*"))


def test_a_forked_process_writes_its_own_data(site: Site) -> None:
    needs_coverage(sys.executable)
    (site.project / "views.py").write_text(
        "import os\nif os.fork():\n    os.wait()\n    PARENT = 1\nelse:\n    CHILD = 1\n"
        "def answer(path):\n    return [b'done']\n"
    )
    site.serve(sys.executable, to("/"))
    assert len(site.data_files) == 2
    assert site.lines() == {1, 2, 3, 4, 6, 7, 8}


def test_without_the_package_it_is_said_what_to_install(site: Site, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    process = subprocess.run(
        [sys.executable, "-I", "-S", "-c", f"import sys; sys.path.insert(0, {str(RUNTIME_PARENT)!r}); import runtime\n"
         f"runtime.ApplicationHandler({str(site.project / 'app.wsgi')!r}, instruments={site.instruments!r})"],
        capture_output=True, text=True, check=True, env={**os.environ, "PYTHONPATH": ""},
    )  # fmt: skip
    assert process.stderr.splitlines()[-1].startswith("ImportError: coverage is not installed for this Python (3.")
    assert process.stderr.rstrip().endswith("install it with: pip install coverage")


@pytest.mark.parametrize(("python", "core"), CORES)
def test_the_profiler_beside_it_changes_nothing(site: Site, python: str, core: str) -> None:
    needs_coverage(python)
    profiler = {"profiler": {"directory": str(site.output.parent / "p")}}
    instruments = {**site.instruments, **profiler}
    ended = serve(python, site.project / "app.wsgi", instruments, to("/stream"), environment={"COVERAGE_CORE": core})
    assert ended.answers[0]["body"] == "firstsecondlast", ended.log
    assert site.lines() == IMPORTED | STREAM
    assert len(list((site.output.parent / "p").glob("2*.pstats"))) == 1
