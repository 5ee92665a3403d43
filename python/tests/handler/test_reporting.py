"""The way of a report to the engine: a FIFO that nobody may read, that is full, or that many write to."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ..interpreters import RUNTIME_PARENT
from .conftest import Reports
from .requesting import HELLO, request


@pytest.mark.parametrize("reader", ["none", "no fifo", "plain file", "full"])
def test_without_a_reader_the_traceback_goes_to_standard_error_once(
    runtime: Any, tmp_path: Path, script: Callable[[str], str], capfd: pytest.CaptureFixture[str], reader: str
) -> None:
    path: str | None = str(tmp_path / "fifo")
    held = None
    if reader == "none":
        path = None
    elif reader == "plain file":
        (tmp_path / "fifo").write_text("kept")
    elif reader == "full":
        held = Reports(tmp_path / "fifo")
        writer = os.open(held.path, os.O_WRONLY | os.O_NONBLOCK)
        with pytest.raises(BlockingIOError):
            while True:
                os.write(writer, b"x" * 4096)
        os.close(writer)
    handler = runtime.ApplicationHandler(script("1/0\n"), report_path=path)
    assert handler.failed
    error = capfd.readouterr().err
    assert error.startswith("Traceback (most recent call last):")
    assert error.count("ZeroDivisionError") == 1
    if reader == "plain file":
        assert (tmp_path / "fifo").read_text() == "kept"
    if held is not None:
        os.close(held.descriptor)


def test_a_reader_that_has_gone_away_is_about_to_stop_the_server_and_knows(
    runtime: Any, tmp_path: Path, script: Callable[[str], str], capfd: pytest.CaptureFixture[str]
) -> None:
    os.mkfifo(tmp_path / "fifo")
    assert runtime.ApplicationHandler(script("1/0\n"), report_path=str(tmp_path / "fifo")).failed
    assert capfd.readouterr().err == ""


def test_a_working_application_needs_no_reader(
    runtime: Any, script: Callable[[str], str], capfd: pytest.CaptureFixture[str]
) -> None:
    assert request(runtime.ApplicationHandler(script(HELLO), report_path="/nope/reports"))[0] == "200 OK"
    assert capfd.readouterr() == ("", "")


def test_a_huge_traceback_comes_in_pieces_with_its_middle_left_out(
    runtime: Any, reports: Reports, script: Callable[[str], str]
) -> None:
    runtime.ApplicationHandler(script("raise ValueError('\\U0001f600' * 50_000 + ' end')\n"), report_path=reports.path)
    lines = reports.lines()
    assert [event for event, _, _ in lines][-1] == "failed"
    text = "".join(text for event, _, text in lines if event == "traceback")
    assert text.startswith("Traceback") and text[-4:] == " end"
    assert text.count("characters left out") == 1


def test_many_processes_at_once_keep_their_lines_apart(reports: Reports, tmp_path: Path) -> None:
    (tmp_path / "app.wsgi").write_text("raise ValueError('äöü' * 2000)\n")
    code = (
        f"import sys; sys.path.insert(0, {str(RUNTIME_PARENT)!r}); from runtime import ApplicationHandler\n"
        f"[ApplicationHandler({str(tmp_path / 'app.wsgi')!r}, report_path={reports.path!r}) for _ in range(20)]"
    )
    found: list[tuple[str, int, str]] = []
    processes = [subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.DEVNULL) for _ in range(4)]
    data = bytearray()

    def read() -> None:
        reader = os.open(reports.path, os.O_RDONLY)
        while piece := os.read(reader, 1 << 16):
            data.extend(piece)
        os.close(reader)

    keep_open = os.open(reports.path, os.O_WRONLY)
    thread = threading.Thread(target=read)
    thread.start()
    assert [process.wait() for process in processes] == [0] * 4
    os.close(keep_open)
    thread.join()
    for line in bytes(data).splitlines():
        event, number, text = line.decode("ascii").split("\t")
        found.append((event, int(number), text))
    assert {process for _, process, _ in found} == {process.pid for process in processes}
    assert {event for event, _, _ in found} <= {"importing", "traceback", "failed"}
    for event, _, text in found:
        if event == "importing":
            assert text == str(tmp_path / "app.wsgi")
