"""What bounds the profiler's memory and its directory."""

from __future__ import annotations

import atexit
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from expressway.runtime import profile_collecting, profiling
from expressway.runtime.private_files import SharedDirectory
from expressway.runtime.profile_collecting import CallCollector
from expressway.runtime.profile_rendering import flame_graph, speedscope


def collected(function: Callable[[], object], records_events: bool = False) -> CallCollector:
    collector = CallCollector(records_events)
    collector.enable()
    function()
    collector.disable()
    return collector


def named(collector: CallCollector) -> dict[str, Any]:
    return {function[2]: entry for function, entry in collector.stats().items()}


def deep() -> None:
    first()
    first()


def first() -> None:
    second()


def second() -> None:
    third()


def third() -> None:
    pass


def test_call_paths_over_the_limit_are_counted_to_their_callers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(profile_collecting, "MOST_CALL_PATHS", 2)
    collector = collected(deep)
    assert {name: entry[1] for name, entry in named(collector).items()} == {"deep": 1, "first": 2}
    assert not collector.is_complete()
    assert "too many call paths" in flame_graph(collector.root, "x", collector.is_complete()).decode()


def test_events_over_the_limit_leave_a_balanced_profile(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(profile_collecting, "MOST_RECORDED_CALLS", 1)
    collector = collected(deep, records_events=True)
    assert collector.events is not None
    entered = 0
    for _, path in collector.events:
        entered += 1 if path is not None else -1
        assert entered >= 0
    assert entered == 0 and not collector.is_complete()
    assert b"its beginning" in speedscope(collector, "x")
    assert named(collector)["third"][1] == 2


def test_a_complete_profile_says_so() -> None:
    collector = collected(deep, records_events=True)
    assert collector.is_complete()
    assert {name: entry[1] for name, entry in named(collector).items()} == {
        "deep": 1, "first": 2, "second": 2, "third": 2,
    }  # fmt: skip


def test_deep_recursion_is_no_trouble(monkeypatch: pytest.MonkeyPatch) -> None:
    def fall(depth: int) -> None:
        if depth:
            fall(depth - 1)

    collector = collected(lambda: fall(700), records_events=True)
    assert named(collector)["fall"][:2] == (1, 701)
    assert flame_graph(collector.root, "x") and speedscope(collector, "x")


def test_the_oldest_files_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(profiling, "MOST_FILES", 3)
    monkeypatch.setattr(atexit, "register", lambda function: function)

    def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
        start_response("204 No Content", [])
        return []

    profiled = profiling.begin({"directory": str(tmp_path / "p")}).wrap(application)
    for _ in range(5):
        profiled({"REQUEST_METHOD": "GET", "PATH_INFO": "/"}, lambda status, headers: None)
    names = sorted(path.name[16:20] for path in (tmp_path / "p").glob("2*"))
    assert names == ["0003", "0004", "0005"]


def test_a_directory_that_cannot_be_written_loses_the_profile_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(atexit, "register", lambda function: function)
    profiler = profiling.begin({"directory": str(tmp_path / "p")})
    (tmp_path / "p").rmdir()
    profiled = profiler.wrap(lambda environ, start_response: [b"served"])
    assert profiled({"REQUEST_METHOD": "GET", "PATH_INFO": "/"}, lambda status, headers: None) == [b"served"]
    assert "expressway: the profile of GET / none is lost: FileNotFoundError" in capsys.readouterr().err


def test_no_file_takes_the_place_of_another_and_no_link_is_followed(tmp_path: Path) -> None:
    directory = SharedDirectory(str(tmp_path / "d"), "test")
    assert directory.add("a", b"first") and not directory.add("a", b"second")
    assert directory.read("a") == b"first" and directory.read("b") is None
    outside = tmp_path / "outside"
    outside.write_bytes(b"kept")
    os.symlink(outside, directory.file("link"))
    directory.write("link", b"new")
    assert outside.read_bytes() == b"kept" and directory.read("link") == b"new"
    assert stat.S_IMODE(os.stat(directory.file("link")).st_mode) == 0o600
    os.symlink(outside, directory.file(".test-run"))
    with pytest.raises(OSError), directory.locked():
        pass
    assert sorted(os.listdir(directory.path)) == [".test-run", "a", "link"]
