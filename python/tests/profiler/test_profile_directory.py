"""What the profiler leaves in its directory and in the log."""

from __future__ import annotations

import re
import stat
import sys
from pathlib import Path

from ..interpreters import serve
from .requesting import Profile, profiles, to


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
