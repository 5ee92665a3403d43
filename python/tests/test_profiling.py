"""The profiler, by every Python that is here: what each request did, on the thread that ran it."""

from __future__ import annotations

import json
import pstats
import re
import stat
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from .interpreters import interpreters, serve

APPLICATION = """
import sys, time

def callee(number):
    return str(number)

def view():
    for number in range(5):
        callee(number)
    try:
        boom()
    except ValueError:
        pass
    return fibonacci(6)

def boom():
    raise ValueError

def fibonacci(number):
    return number if number < 2 else fibonacci(number - 1) + fibonacci(number - 2)

def inner():
    for number in range(3):
        yield callee(number)

def pieces():
    try:
        for piece in inner():
            yield piece.encode()
    finally:
        cleaning()

def cleaning():
    time.sleep(0.02)

def left():
    for _ in range(20):
        left_callee()
        time.sleep(0.001)

def left_callee(): pass

def right():
    for _ in range(20):
        right_callee()
        time.sleep(0.001)

def right_callee(): pass

def wrapped_file():
    raise AssertionError("nobody but Apache may read this")

class FileWrapper:
    __module__ = "mod_wsgi"
    def __iter__(self):
        wrapped_file()

def thrown_into():
    try:
        yield 1
    except KeyError:
        callee(1)
        yield 2

def application(environ, start_response):
    path = environ["PATH_INFO"]
    if path == "/boom":
        boom()
    start_response("200 OK", [("Content-Type", "text/plain")])
    if path == "/view":
        return [str(view()).encode()]
    if path == "/throw":
        generator = thrown_into()
        next(generator)
        generator.throw(KeyError())
        return [b"thrown"]
    if path == "/file":
        return FileWrapper()
    if path in ("/left", "/right"):
        globals()[path[1:]]()
        return [b"done"]
    return pieces()
"""
PYTHONS = interpreters()
Function = tuple[str, int, str]


@pytest.fixture
def application(tmp_path: Path) -> Path:
    path = tmp_path / "app.wsgi"
    path.write_text(APPLICATION)
    return path


def to(path: str, **more: Any) -> dict[str, Any]:
    """A request; the profiler takes `cProfile` or its own collector for it according to `multithread`."""
    return {"environ": {"PATH_INFO": path, "wsgi.multithread": more.pop("multithread", True)}, **more}


def profiles(directory: Path, extension: str = ".pstats") -> list[Path]:
    return sorted(path for path in directory.glob(f"2*{extension}"))


class Profile:
    """A `.pstats` file, its functions by name."""

    def __init__(self, path: Path) -> None:
        read: dict[Function, tuple[int, int, float, float, dict[Function, Any]]] = pstats.Stats(str(path)).stats  # type: ignore[attr-defined]
        self.entries = {function[2]: entry for function, entry in read.items()}
        self.places = {function[2]: function for function in read}

    def calls(self, name: str) -> tuple[int, int]:
        """All calls, and those that are no recursion."""
        entry = self.entries[name]
        return entry[1], entry[0]

    def callers(self, name: str) -> dict[str, tuple[int, int]]:
        """By the caller's name: all calls, and those that are no recursion."""
        return {caller[2]: (counts[0], counts[1]) for caller, counts in self.entries[name][4].items()}


@pytest.mark.parametrize("multithread", [True, False])
@pytest.mark.parametrize("python", PYTHONS)
def test_a_view_and_its_callee_are_named_with_their_counts(
    tmp_path: Path, application: Path, python: str, multithread: bool
) -> None:
    directory = tmp_path / "profiles"
    ended = serve(
        python, application, {"profiler": {"directory": str(directory), "format": "pstats"}},
        to("/view", multithread=multithread), on_main_thread=not multithread,
    )  # fmt: skip
    assert ended.answers[0]["body"] == "8", ended.log
    (path,) = profiles(directory)
    profile = Profile(path)
    assert profile.places["view"] == (str(application), 7, "view")
    assert profile.calls("view") == (1, 1)
    assert profile.calls("callee") == (5, 5)
    assert profile.callers("callee") == {"view": (5, 5)}
    assert profile.calls("boom") == (1, 1)
    assert profile.calls("fibonacci") == (25, 1)
    assert profile.callers("fibonacci") == {"view": (1, 1), "fibonacci": (24, 2)}
    assert not any("prof" in name or name == "note_status" for name in profile.entries)
    assert profile.callers("<method 'encode' of 'str' objects>") == {"application": (1, 1)}
    own = sum(entry[2] for entry in profile.entries.values())
    cumulative = sum(entry[3] for entry in profile.entries.values())
    # Not equal: the time in the profiler's own functions is left out, also when the thread is set aside there.
    assert 0 < own <= profile.entries["application"][3] * 1.001
    assert own <= cumulative


@pytest.mark.parametrize("python", PYTHONS)
def test_our_own_collector_counts_as_cprofile_does(tmp_path: Path, python: str, application: Path) -> None:
    found = []
    for multithread in (True, False):
        directory = tmp_path / str(multithread)
        requests = [to("/view", multithread=multithread), to("/", multithread=multithread)]
        serve(python, application, {"profiler": {"directory": str(directory)}}, *requests, on_main_thread=True)
        found.append([
            {name: (profile.calls(name), profile.callers(name)) for name in profile.entries}
            for profile in map(Profile, profiles(directory))
        ])  # fmt: skip
    assert found[0] == found[1]


@pytest.mark.parametrize("python", PYTHONS)
def test_a_streamed_response_is_profiled_to_its_end(tmp_path: Path, application: Path, python: str) -> None:
    ended = serve(python, application, {"profiler": {"directory": str(tmp_path / "p")}}, to("/"), to("/", gone_after=1))
    assert [answer["body"] for answer in ended.answers] == ["012", "0"], ended.log
    whole, gone = map(Profile, profiles(tmp_path / "p"))
    assert whole.calls("pieces")[0] == 4 and whole.calls("inner")[0] == 4
    assert whole.callers("callee") == {"inner": (3, 3)}
    assert gone.callers("callee") == {"inner": (1, 1)}
    for profile in (whole, gone):
        assert profile.calls("cleaning") == (1, 1)
        assert profile.entries["cleaning"][3] >= 0.02


@pytest.mark.parametrize("python", PYTHONS)
def test_an_exception_passes_and_leaves_a_profile(tmp_path: Path, application: Path, python: str) -> None:
    ended = serve(python, application, {"profiler": {"directory": str(tmp_path / "p")}}, to("/boom"), to("/throw"))
    assert ended.answers[0]["error"] == "ValueError: "
    boom, thrown = profiles(tmp_path / "p")
    assert re.fullmatch(r"\d{8}-\d{6}-0001-GET-boom-error-\d\.\d{3}s\.pstats", boom.name)
    assert Profile(boom).callers("boom") == {"application": (1, 1)}
    assert Profile(thrown).calls("application") == (1, 1)
    assert Profile(thrown).callers("callee") == {"thrown_into": (1, 1)}


@pytest.mark.parametrize("python", PYTHONS)
def test_a_file_wrapper_is_handed_on_untouched(tmp_path: Path, application: Path, python: str) -> None:
    profiler = {"profiler": {"directory": str(tmp_path / "p")}}
    ended = serve(python, application, profiler, to("/file", untouched=True))
    assert ended.answers[0]["type"] == "FileWrapper" and ended.answers[0]["error"] is None
    assert len(profiles(tmp_path / "p")) == 1


@pytest.mark.parametrize("format_name", ["pstats", "flamegraph"])
@pytest.mark.parametrize("python", PYTHONS)
def test_requests_that_run_at_once_never_mix(tmp_path: Path, application: Path, python: str, format_name: str) -> None:
    directory = tmp_path / "p"
    requests = [to("/left"), to("/right")] * 6
    profiler = {"profiler": {"directory": str(directory), "format": format_name}}
    ended = serve(python, application, profiler, *requests, at_once=True)
    assert {answer["body"] for answer in ended.answers} == {"done"}, ended.log
    paths = profiles(directory, "")
    assert len(paths) == 12
    for path in paths:
        one, other = ("left", "right") if "-left-" in path.name else ("right", "left")
        if format_name == "flamegraph":
            text = path.read_text()
            assert f">{one}\n" in text and f"{other}" not in text
            continue
        profile = Profile(path)
        assert profile.calls(one) == (1, 1)
        assert profile.callers(f"{one}_callee") == {one: (20, 20)}
        assert other not in profile.entries and f"{other}_callee" not in profile.entries
    total = Profile(directory / "summary.pstats")
    assert total.calls("left") == total.calls("right") == (6, 6)
    assert total.callers("left_callee") == {"left": (120, 120)}


@pytest.mark.parametrize("at_once", [False, True])
@pytest.mark.parametrize("python", PYTHONS)
def test_mod_wsgis_daemon_mode_does_not_make_a_thread_spin(
    tmp_path: Path, application: Path, python: str, at_once: bool
) -> None:
    requests = [to("/left"), to("/view"), to("/"), to("/right")] * 5
    profiler = {"profiler": {"directory": str(tmp_path / "p")}}
    ended = serve(python, application, profiler, *requests, daemon_mode=True, at_once=at_once)
    assert [answer["error"] for answer in ended.answers] == [None] * 20, ended.log
    assert len(profiles(tmp_path / "p")) == 20


def test_the_files_are_private_and_named_by_what_they_hold(tmp_path: Path, application: Path) -> None:
    directory = tmp_path / "p"
    request = to("/../ü/" + "x" * 300 + "\n;")
    serve(sys.executable, application, {"profiler": {"directory": str(directory)}}, request)
    (path,) = profiles(directory)
    assert re.fullmatch(r"\d{8}-\d{6}-0001-GET-[A-Za-z0-9._-]{1,60}-200-\d+\.\d{3}s\.pstats", path.name)
    assert stat.S_IMODE(directory.stat().st_mode) == 0o700
    assert {stat.S_IMODE(file.stat().st_mode) for file in directory.iterdir()} == {0o600}
    assert {file.name for file in directory.iterdir()} == {path.name, "summary.pstats", ".profiler-run"}


def test_the_log_has_a_line_for_each_request_and_the_slowest_functions_at_the_end(
    tmp_path: Path, application: Path
) -> None:
    ended = serve(sys.executable, application, {"profiler": {"directory": str(tmp_path / "p")}}, to("/view"), to("/"))
    first, second, *rest = ended.log.splitlines()
    assert re.match(r"expressway: profile 0001: GET /view 200 \d+\.\d ms, \d\d calls; hottest: \S+", first)
    assert "GET / 200" in second and "hottest: time.sleep 2" in second
    assert rest[0].startswith("expressway: profile of 2 requests, ")
    assert rest[1] == "  slowest by own time" and rest[3].endswith("  time.sleep")
    assert rest[-1] == f"  everything: python -m pstats {tmp_path / 'p' / 'summary.pstats'}"


def test_several_processes_of_one_run_share_one_sum_and_the_next_run_begins_anew(
    tmp_path: Path, application: Path
) -> None:
    profiler = {"profiler": {"directory": str(tmp_path / "p")}}
    for expected in (1, 2):
        serve(sys.executable, application, profiler, to("/view"))
        assert Profile(tmp_path / "p" / "summary.pstats").calls("view") == (expected, expected)
    (tmp_path / "p" / ".profiler-run").write_text("1 1\n")
    serve(sys.executable, application, profiler, to("/view"))
    assert Profile(tmp_path / "p" / "summary.pstats").calls("view") == (1, 1)
    assert len(profiles(tmp_path / "p")) == 3


def test_a_killed_process_has_left_its_profiles(tmp_path: Path, application: Path) -> None:
    profiler = {"profiler": {"directory": str(tmp_path / "p")}}
    ended = serve(sys.executable, application, profiler, to("/view"), killed=True)
    assert ended.return_code == -9
    assert len(profiles(tmp_path / "p")) == 1
    assert Profile(tmp_path / "p" / "summary.pstats").calls("view") == (1, 1)


@pytest.mark.parametrize("python", PYTHONS)
def test_speedscope_gets_every_call_in_its_order(tmp_path: Path, application: Path, python: str) -> None:
    serve(python, application, {"profiler": {"directory": str(tmp_path / "p"), "format": "speedscope"}}, to("/view"))
    (path,) = profiles(tmp_path / "p", ".speedscope.json")
    document = json.loads(path.read_text())
    names = [frame["name"] for frame in document["shared"]["frames"]]
    (profile,) = document["profiles"]
    entered: list[int] = []
    at, order = profile["startValue"], []
    for event in profile["events"]:
        assert event["at"] >= at
        at = event["at"]
        if event["type"] == "O":
            entered.append(event["frame"])
            order.append(names[event["frame"]])
        else:
            assert entered.pop() == event["frame"]
    assert not entered and at <= profile["endValue"]
    named = [name for name in order if name in ("application", "view", "callee", "boom")]
    assert named == ["application", "view", *["callee"] * 5, "boom"]
    assert order.count("fibonacci") == 25
    assert {"name": "view", "file": str(application), "line": 7} in document["shared"]["frames"]


@pytest.mark.parametrize("python", PYTHONS)
def test_the_flame_graph_is_well_formed_and_names_the_functions(tmp_path: Path, application: Path, python: str) -> None:
    hostile = tmp_path / "a<b>&\"'.wsgi"
    hostile.write_text(APPLICATION)
    request = to("/<script>&\x01")
    ended = serve(python, hostile, {"profiler": {"directory": str(tmp_path / "p"), "format": "flamegraph"}}, request)
    assert ended.answers[0]["body"] == "012"
    (path,) = profiles(tmp_path / "p", ".svg")
    root = ElementTree.parse(path).getroot()
    space = "{http://www.w3.org/2000/svg}"
    assert root.tag == f"{space}svg" and not root.findall(f".//{space}script")
    hints = [element.text or "" for element in root.iter(f"{space}title")]
    assert any(hint.startswith(f"cleaning\n{hostile}:") and "called once" in hint for hint in hints)
    for box in root.iter(f"{space}rect"):
        left, width = float(box.get("x", "0")), float(box.get("width", ""))
        assert left >= 0 and left + width <= 1200.1


def test_a_format_that_nobody_knows_is_named(tmp_path: Path, application: Path) -> None:
    ended = serve(sys.executable, application, {"profiler": {"directory": str(tmp_path / "p"), "format": "x"}})
    assert ended.failed
    assert "no profiler format 'x'; there are: pstats, speedscope, flamegraph" in ended.log
