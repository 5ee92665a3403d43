"""`--reload-on-changes` with a process that stands by: which processes live, which are made again, which are left."""

import os
import re
import signal
import time
from contextlib import ExitStack
from functools import partial
from pathlib import Path

import pytest

from harness.laboratory import Laboratory
from harness.processes import descendants
from harness.reloading import SOON, wait_for_generation, wait_for_text
from harness.running import Server
from harness.text_pages import save_pages, write_pages
from harness.visitor import Visitor
from harness.waiting import wait_for

SERVICE = """\
import os, pathlib, time

while True:
    pathlib.Path(__file__).with_name("beat").write_text(f"{os.getpid()} {time.monotonic()}")
    time.sleep(0.05)
"""


def _holds_another_text(file: Path, before: str) -> bool:
    return file.read_text() not in ("", before)


def test_a_service_beside_the_application_goes_on_while_that_is_loaded_anew(laboratory: Laboratory) -> None:
    pages = write_pages(laboratory, "one")
    service = laboratory.write("service/worker.py", SERVICE)
    beat = laboratory.write("service/beat", "")
    beat.chmod(0o666)
    server = laboratory.serve(
        "start-server", "app.wsgi", "--reload-on-changes", "--service-script", "worker", service, "--ignore", "service"
    )
    wait_for("the service", beat.read_text, within=SOON)
    process = beat.read_text().split()[0]
    for number, text in enumerate(("two", "three", "four"), start=2):
        before = beat.read_text()
        save_pages(pages, text)
        wait_for_text(server, text)
        wait_for_generation(server, number)
        wait_for("another beat", partial(_holds_another_text, beat, before), within=SOON)
    assert beat.read_text().split()[0] == process


def _is_served_by_another(server: Server, pid: str) -> bool:
    return server.get("/pid").text != pid


def test_a_process_that_ends_is_made_again(laboratory: Laboratory) -> None:
    pages = write_pages(laboratory, "one")
    server = laboratory.serve("start-server", "app.wsgi", "--reload-on-changes")
    for text in ("two", "three"):
        save_pages(pages, text)
        wait_for_text(server, text)
        pid = int(server.get("/pid").text)
        time.sleep(1.1)
        os.kill(pid, signal.SIGKILL)
        wait_for("another process", partial(_is_served_by_another, server, str(pid)), within=SOON, every=0.1)
        assert server.get("/").text == text


def test_a_standby_that_is_killed_is_replaced(pypi_laboratory: Laboratory) -> None:
    pages = write_pages(pypi_laboratory, "one")
    server = pypi_laboratory.serve("start-server", "app.wsgi", "--reload-on-changes")
    save_pages(pages, "two")
    wait_for_text(server, "two")
    serving = int(server.get("/pid").text)
    standby = int(Path(f"/proc/{serving}/stat").read_text().rpartition(")")[2].split()[1])
    while Path(f"/proc/{standby}/cmdline").read_bytes().startswith(b"(wsgi:"):
        top, standby = standby, int(Path(f"/proc/{standby}/stat").read_text().rpartition(")")[2].split()[1])
    os.kill(top, signal.SIGKILL)
    save_pages(pages, "three")
    wait_for("the new text", lambda: server.get("/").text == "three", within=SOON, every=0.1)


def test_two_hundred_reloads_leave_nothing_behind(pypi_laboratory: Laboratory) -> None:
    pages = write_pages(pypi_laboratory, "text 000")
    server = pypi_laboratory.serve("start-server", "app.wsgi", "--reload-on-changes")
    save_pages(pages, "warm up")
    wait_for_text(server, "warm up")
    early: tuple[int, int, int] | None = None
    for number in range(1, 201):
        save_pages(pages, f"text {number:03}")
        wait_for_text(server, f"text {number:03}")
        if number == 50:
            early = _size(server)
    assert early is not None
    late = _size(server)
    assert late[0] == early[0], "processes"
    assert late[1] <= early[1] + 4, "descriptors"
    assert late[2] <= early[2] * 1.25, "memory"


def _size(server: Server) -> tuple[int, int, int]:
    """How many processes, open descriptors and KiB of memory of their own they have, once the old ones are gone."""
    time.sleep(2)
    found = descendants(server.popen.pid)
    processes = [one for one in found if one.is_alive and one.command_line[0].startswith("(wsgi:")]
    descriptors = sum(len(os.listdir(f"/proc/{process.pid}/fd")) for process in processes)
    memory = 0
    for process in processes:
        rollup = Path(f"/proc/{process.pid}/smaps_rollup").read_text()
        memory += int(re.search(r"^Pss:\s+(\d+)", rollup, re.MULTILINE)[1])  # type: ignore[index]
    return len(processes), descriptors, memory


def _server_that_has_reloaded(laboratory: Laboratory) -> Server:
    pages = write_pages(laboratory, "one")
    server = laboratory.serve("start-server", "app.wsgi", "--reload-on-changes")
    for text in ("two", "three"):
        save_pages(pages, text)
        wait_for_text(server, text)
    server.take_note()
    return server


def test_an_engine_that_is_killed_leaves_no_process(laboratory: Laboratory) -> None:
    server = _server_that_has_reloaded(laboratory)
    server.send(signal.SIGKILL)
    server.assert_nothing_left(within=10)


def test_the_end_leaves_no_process(laboratory: Laboratory) -> None:
    server = _server_that_has_reloaded(laboratory)
    server.stop()
    server.assert_nothing_left(within=5)


@pytest.mark.parametrize("options", [(), ("--reload-on-changes",)], ids=["plain", "reloading"])
def test_ctrl_c_ends_a_server_to_which_requests_come(laboratory: Laboratory, options: tuple[str, ...]) -> None:
    """A request that comes a moment before the end would keep Apache waiting for a process that is gone."""
    write_pages(laboratory, "one")
    for _ in range(3):
        server = laboratory.serve("start-server", "app.wsgi", *options)
        with ExitStack() as visits:
            for _ in range(4):
                visits.enter_context(Visitor(server).visiting())
            time.sleep(0.3)
            server.stop(within=5)
        server.assert_nothing_left(within=2)
