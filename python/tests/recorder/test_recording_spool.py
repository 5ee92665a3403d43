"""What lies in the directory of the recordings: spools that become files, whatever ends or fails meanwhile."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from expressway.runtime import recording_spool
from expressway.runtime.recording import begin
from expressway.runtime.recording_spool import RecordingSpool
from expressway.runtime.spool_records import LAYOUT, NAMES

from ..conftest import PACKAGE_PARENT, clean_environment
from .reading import read_all
from .server import Server, make_environ
from .serving import hello, serve


def test_what_an_application_of_another_request_left_is_not_touched(tmp_path: Path) -> None:
    kept = tmp_path / "recordings"
    for _ in range(2):
        serve(begin({"directory": str(kept)}).wrap(hello))
    assert len(read_all(kept)) == 2


def test_a_directory_that_others_could_read_is_closed_to_them(tmp_path: Path) -> None:
    directory = tmp_path / "recordings"
    directory.mkdir(mode=0o755)
    serve(begin({"directory": str(directory)}).wrap(hello))
    assert directory.stat().st_mode & 0o777 == 0o700


def test_without_a_directory_the_application_is_served_and_the_log_says_why(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "link").symlink_to(tmp_path)
    for place in ("file", "link"):
        assert serve(begin({"directory": str(tmp_path / place)}).wrap(hello)).sent == [b"hello"]
        assert capsys.readouterr().err.startswith("expressway: nothing is recorded: ")


def test_a_failure_to_write_is_told_once_and_disturbs_nobody(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    directory = tmp_path / "recordings"
    application = begin({"directory": str(directory)}).wrap(hello)
    directory.rmdir()
    for _ in range(3):
        assert serve(application).sent == [b"hello"]
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 1 and lines[0].startswith("expressway: an exchange could not be recorded: ")


def test_without_room_in_memory_records_are_written_and_a_full_disk_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    directory = tmp_path / "recordings"
    application = begin({"directory": str(directory)}).wrap(hello)

    def full(*_: Any) -> int:
        raise OSError(28, "No space left on device")

    write = os.pwrite
    monkeypatch.setattr(os, "posix_fallocate", full)
    monkeypatch.setattr(os, "pwrite", full)
    serve(application)
    monkeypatch.setattr(os, "pwrite", lambda descriptor, record, place: write(descriptor, record[:100], place))
    serve(application)
    assert [path.stat().st_size for path in directory.iterdir()] == [0]
    assert capsys.readouterr().err == "expressway: an exchange could not be recorded: No space left on device\n"
    monkeypatch.setattr(os, "pwrite", write)
    for _ in range(3):
        serve(application)
    assert len(read_all(directory)) == 3


def test_what_was_recorded_survives_a_killed_process(tmp_path: Path) -> None:
    directory = tmp_path / "recordings"
    child = os.fork()
    if child == 0:
        application = begin({"directory": str(directory)}).wrap(hello)
        # More than one window of a spool.
        for number in range(12_000):
            Server().serve(application, make_environ(HTTP_X_NUMBER=str(number), HTTP_X_MORE="x" * 500))
        os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(child, 0)
    (spool,) = directory.glob(".spool-*")
    assert spool.stat().st_size > 12_000 * 500 > 4 << 20
    begin({"directory": str(directory)})
    assert [int(one.about["environ"]["HTTP_X_NUMBER"]) for one in read_all(directory)] == list(range(12_000))


def test_files_are_made_while_others_record_and_names_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(recording_spool, "IDLE", 0)
    application = begin({"directory": str(tmp_path / "recordings")}).wrap(hello)

    def record(thread: int) -> None:
        for number in range(300):
            environ = make_environ()
            environ[f"HTTP_X_{number % 7}"] = f"{thread}-{number}"
            Server().serve(application, environ)

    threads = [threading.Thread(target=record, args=(thread,)) for thread in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    recorded = read_all(tmp_path / "recordings")
    found = {one.about["environ"][name] for one in recorded for name in one.about["environ"] if "HTTP_X_" in name}
    assert found == {f"{thread}-{number}" for thread in range(4) for number in range(300)}
    assert len(recorded) == 1200
    assert capsys.readouterr().err == ""


def test_a_spool_that_is_closed_while_names_are_told_is_emptied_to_its_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    recorder: Any = begin({"directory": str(tmp_path / "recordings")})
    application = recorder.wrap(hello)
    serve(application)
    put: Any = RecordingSpool._put
    told = threading.Event()

    def slow_put(spool: RecordingSpool, record: bytes, length: int, kind: int) -> None:
        put(spool, record, length, kind)
        if kind == NAMES:
            told.set()
            time.sleep(0.1)  # names, and nothing behind them

    monkeypatch.setattr(RecordingSpool, "_put", slow_put)
    thread = threading.Thread(target=Server().serve, args=(application, make_environ(HTTP_X_MORE="names")))
    thread.start()
    told.wait()
    recorder.spool.close()
    thread.join()
    assert len(list((tmp_path / "recordings").glob("*.exchange"))) == 2


def test_a_record_counts_when_its_first_byte_is_there(tmp_path: Path) -> None:
    directory = tmp_path / "recordings"
    child = os.fork()
    if child == 0:
        application = begin({"directory": str(directory)}).wrap(hello)
        serve(application)
        serve(application)
        os._exit(0)
    os.waitpid(child, 0)
    (spool,) = directory.glob(".spool-*")
    content = bytearray(spool.read_bytes().rstrip(b"\0"))
    second = content.index(b"x\3\1\0", content.index(b"x\3\1\0") + LAYOUT.size)
    content[second] = 0
    spool.write_bytes(content)
    begin({"directory": str(directory)})
    assert len(read_all(directory)) == 1


def test_a_spool_is_files_at_the_end_of_the_process(tmp_path: Path) -> None:
    code = (
        "import sys; from expressway.runtime.recording import begin; from tests.recorder.serving import hello, serve\n"
        "application = begin({'directory': sys.argv[1]}).wrap(hello)\n"
        "for _ in range(5): serve(application)\n"
    )
    subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "recordings")],
        cwd=PACKAGE_PARENT,
        env=clean_environment(),
        check=True,
    )
    assert len(list((tmp_path / "recordings").glob("*.exchange"))) == 5
    assert not list((tmp_path / "recordings").glob(".*"))


def test_the_spool_of_a_process_that_was_killed_is_read_up_to_where_it_is_whole(tmp_path: Path) -> None:
    directory = tmp_path / "recordings"
    serve(begin({"directory": str(directory)}).wrap(hello))
    (recorded,) = read_all(directory)
    content = (directory / recorded.name).read_bytes()
    record = b"expressway-spooled %s %d\n%s" % (b"one", len(content), content)
    for number, spool in enumerate([record + record.replace(b"one", b"two") + record[:-1], b"foreign", b""]):
        (directory / f".spool-{number}").write_bytes(spool)
    begin({"directory": str(directory)})
    assert {path.name for path in directory.glob("*.exchange")} == {recorded.name, "one.exchange", "two.exchange"}
    assert (directory / "two.exchange").read_bytes() == content


def test_what_a_living_process_has_spooled_is_left_to_it(tmp_path: Path) -> None:
    directory = tmp_path / "recordings"
    application = begin({"directory": str(directory)}).wrap(hello)
    serve(application)
    (spool,) = directory.glob(".spool-*")
    begin({"directory": str(directory)})
    assert spool.exists()
    serve(application)
    assert len(read_all(directory)) == 2
