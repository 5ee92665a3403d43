"""`--reload-on-changes` with a process that stands by: no request fails, none gets old text after the new."""

import os
import random
import re
import signal
import subprocess
import threading
import time
from contextlib import ExitStack
from functools import partial
from pathlib import Path

import pytest

from harness.laboratory import Laboratory
from harness.processes import descendants
from harness.running import Server
from harness.visitor import Visitor
from harness.waiting import wait_for

SOON = 10

PAGES = """\
import os, threading, time

TEXT = "{text}"


def application(environ, start_response):
    path = environ["PATH_INFO"]
    if path == "/slow":
        time.sleep(9)
    body = {{
            "/pid": str(os.getpid()), "/mount": environ["SCRIPT_NAME"] + "|" + path,
            "/multi": str(environ["wsgi.multiprocess"])}}.get(path, TEXT).encode()
    start_response("200 OK", [("Content-Length", str(len(body)))])
    return [body]
"""


def _write(laboratory: Laboratory, text: str) -> Path:
    laboratory.write("app.wsgi", "from pages import application\n")
    return laboratory.write("pages.py", PAGES.format(text=text))


def _save(file: Path, text: str) -> None:
    """As most editors do: a new file takes the place of the old one."""
    beside = file.with_name(f".{file.name}.new")
    beside.write_text(PAGES.format(text=text))
    beside.chmod(0o644)
    beside.rename(file)


def _wait_for(server: Server, text: str, path: str = "/", within: float = SOON) -> None:
    wait_for(f"{text!r} is served", lambda: server.get(path).text == text, within=within, every=0.005)


def _serves_page_that_begins(server: Server, text: str) -> bool:
    return server.get("/").text.startswith(text)


def _holds_another_text(file: Path, before: str) -> bool:
    return file.read_text() not in ("", before)


def _reloads(server: Server) -> list[str]:
    return re.findall(r"^Reloaded in .*$", server.output, re.MULTILINE)


def _wait_for_generation(server: Server, number: int) -> None:
    server.wait_for_output(rf"generation {number} serves", within=SOON)


def test_no_request_fails_and_none_sees_old_text_after_the_new(laboratory: Laboratory) -> None:
    pages = _write(laboratory, "text 00")
    server = laboratory.serve("start-server", "app.wsgi", "--reload-on-changes")
    visitors = [Visitor(server) for _ in range(3)]
    dice = random.Random(6)
    with visitors[0].visiting(), visitors[1].visiting(), visitors[2].visiting():
        for number in range(1, 21):
            time.sleep(dice.uniform(0, 0.3))
            _save(pages, f"text {number:02}")
            _wait_for(server, f"text {number:02}")
    for visitor in visitors:
        assert visitor.problems == []
        assert visitor.seen == sorted(visitor.seen)


def test_a_second_save_within_a_moment_is_never_lost(pypi_laboratory: Laboratory) -> None:
    pages = _write(pypi_laboratory, "text 000")
    server = pypi_laboratory.serve("start-server", "app.wsgi", "--reload-on-changes")
    dice = random.Random(7)
    for number in range(1, 80, 2):
        _save(pages, f"text {number:03}")
        time.sleep(dice.uniform(0, 0.4))
        _save(pages, f"text {number + 1:03}")
        _wait_for(server, f"text {number + 1:03}", within=5)


def test_a_request_in_flight_ends_well_on_the_old_code(laboratory: Laboratory) -> None:
    pages = _write(laboratory, "one")
    server = laboratory.serve("start-server", "app.wsgi", "--reload-on-changes")
    answers: list[tuple[int, str]] = []

    def ask() -> None:
        response = server.get("/slow")
        answers.append((response.status, response.text))

    thread = threading.Thread(target=ask)
    thread.start()
    time.sleep(0.3)
    for text in ("two", "three"):
        _save(pages, text)
        _wait_for(server, text, within=3)
        time.sleep(0.5)
    thread.join(timeout=15)
    assert answers == [(200, "one")]


def test_what_an_earlier_run_has_left_in_a_server_root_is_in_nobodys_way(pypi_laboratory: Laboratory) -> None:
    pages = _write(pypi_laboratory, "text 0")
    for run in range(1, 3):
        server = pypi_laboratory.serve("start-server", "app.wsgi", "--reload-on-changes", "--server-root", "root")
        for save in range(3):
            _save(pages, f"text {run} {save}")
            _wait_for(server, f"text {run} {save}")
        # What the server itself writes there is no edit.
        time.sleep(1)
        assert len(_reloads(server)) == 3
        server.assert_quiet("Traceback")
        server.stop()


def test_two_hundred_reloads_leave_nothing_behind(pypi_laboratory: Laboratory) -> None:
    pages = _write(pypi_laboratory, "text 000")
    server = pypi_laboratory.serve("start-server", "app.wsgi", "--reload-on-changes")
    _save(pages, "warm up")
    _wait_for(server, "warm up")
    early: tuple[int, int, int] | None = None
    for number in range(1, 201):
        _save(pages, f"text {number:03}")
        _wait_for(server, f"text {number:03}")
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


def test_a_branch_switch_is_one_reload(pypi_laboratory: Laboratory) -> None:
    directory = _write(pypi_laboratory, "one").parent
    for number in range(2000):
        pypi_laboratory.write(f"parts/part{number}.py", "A = 1\n")

    def git(*arguments: str) -> None:
        identity = ["-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "safe.directory=*"]
        subprocess.run(["git", *identity, *arguments], cwd=directory, check=True, capture_output=True)

    git("init", "-b", "main")
    git("add", ".")
    git("commit", "-m", "one")
    git("checkout", "-b", "other")
    for number in range(2000):
        (directory / f"parts/part{number}.py").write_text("A = 22\n")
    (directory / "pages.py").write_text(PAGES.format(text="two"))
    git("commit", "-am", "two")
    git("checkout", "main")
    for file in directory.rglob("*"):
        file.chmod(0o755 if file.is_dir() else 0o644)
    server = pypi_laboratory.serve("start-server", "app.wsgi", "--reload-on-changes")
    git("checkout", "other")
    _wait_for(server, "two")
    time.sleep(1)
    assert len(_reloads(server)) == 1, server.output


def test_several_processes_serve_each_generation(laboratory: Laboratory) -> None:
    pages = _write(laboratory, "one")
    server = laboratory.serve("start-server", "app.wsgi", "--reload-on-changes", "--processes", "3")
    _save(pages, "two")
    _wait_for_generation(server, 2)
    assert server.get("/multi").text == "True"
    seen = set()

    def ask() -> None:
        for _ in range(60):
            seen.add(server.get("/pid").text)

    threads = [threading.Thread(target=ask) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert 1 < len(seen) <= 3


def test_it_works_under_a_mount_point(pypi_laboratory: Laboratory) -> None:
    pages = _write(pypi_laboratory, "one")
    server = pypi_laboratory.begin("start-server", "app.wsgi", "--reload-on-changes", "--mount-point", "/shop")
    server.wait_until_serving("/shop/")
    _save(pages, "two")
    _wait_for(server, "two", "/shop/")
    assert server.get("/shop/mount").text == "/shop|/mount"


def _is_served_by_another(server: Server, pid: str) -> bool:
    return server.get("/pid").text != pid


SERVICE = """\
import os, pathlib, time

while True:
    pathlib.Path(__file__).with_name("beat").write_text(f"{os.getpid()} {time.monotonic()}")
    time.sleep(0.05)
"""


def test_a_service_beside_the_application_goes_on_while_that_is_loaded_anew(laboratory: Laboratory) -> None:
    pages = _write(laboratory, "one")
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
        _save(pages, text)
        _wait_for(server, text)
        _wait_for_generation(server, number)
        wait_for("another beat", partial(_holds_another_text, beat, before), within=SOON)
    assert beat.read_text().split()[0] == process


def test_a_process_that_ends_is_made_again(laboratory: Laboratory) -> None:
    pages = _write(laboratory, "one")
    server = laboratory.serve("start-server", "app.wsgi", "--reload-on-changes")
    for text in ("two", "three"):
        _save(pages, text)
        _wait_for(server, text)
        pid = int(server.get("/pid").text)
        time.sleep(1.1)
        os.kill(pid, signal.SIGKILL)
        wait_for("another process", partial(_is_served_by_another, server, str(pid)), within=SOON, every=0.1)
        assert server.get("/").text == text


def test_a_standby_that_is_killed_is_replaced(pypi_laboratory: Laboratory) -> None:
    pages = _write(pypi_laboratory, "one")
    server = pypi_laboratory.serve("start-server", "app.wsgi", "--reload-on-changes")
    _save(pages, "two")
    _wait_for(server, "two")
    serving = int(server.get("/pid").text)
    standby = int(Path(f"/proc/{serving}/stat").read_text().rpartition(")")[2].split()[1])
    while Path(f"/proc/{standby}/cmdline").read_bytes().startswith(b"(wsgi:"):
        top, standby = standby, int(Path(f"/proc/{standby}/stat").read_text().rpartition(")")[2].split()[1])
    os.kill(top, signal.SIGKILL)
    _save(pages, "three")
    wait_for("the new text", lambda: server.get("/").text == "three", within=SOON, every=0.1)


def test_a_circular_import_that_fails_cold_fails_after_a_reload(pypi_laboratory: Laboratory) -> None:
    """Nothing of the project is imported ahead: its modules come in the order of a cold start."""
    _write(pypi_laboratory, "one")
    first = pypi_laboratory.write("first.py", "A = 1\n")
    pypi_laboratory.write("second.py", "from first import A\n\nB = A\n")
    pages = pypi_laboratory.write("pages.py", "import first, second\n" + PAGES.format(text="one"))
    server = pypi_laboratory.serve("start-server", "app.wsgi", "--reload-on-changes")
    first.write_text("from second import B\n\nA = B\n")
    server.wait_for_output("partially initialized module 'first'", within=SOON)
    first.write_text("A = 2\n")
    pages.write_text("import first, second\n" + PAGES.format(text="mended"))
    wait_for("the mended text", lambda: server.get("/").text == "mended", within=SOON, every=0.05)


def test_a_library_that_the_project_shadows_by_now_is_the_projects(pypi_laboratory: Laboratory) -> None:
    _write(pypi_laboratory, "one")
    pages = pypi_laboratory.write("pages.py", "import colorsys\n" + PAGES.format(text="one"))
    server = pypi_laboratory.serve("start-server", "app.wsgi", "--reload-on-changes")
    _save(pages, "two")
    _wait_for(server, "two")
    pypi_laboratory.write("colorsys.py", "NAME = 'ours'\n")
    pages.write_text("import colorsys\n" + PAGES.format(text="x").replace('"x"', "colorsys.NAME"))
    wait_for("the project's module", lambda: server.get("/").text == "ours", within=SOON, every=0.05)


def test_the_strategy_can_be_a_restart(laboratory: Laboratory) -> None:
    pages = _write(laboratory, "one")
    server = laboratory.serve("start-server", "app.wsgi", "--reload-on-changes", "--reload-strategy", "restart")
    _save(pages, "two")
    wait_for("the new text", lambda: server.get("/").text == "two", within=SOON, every=0.1)
    assert "starting the WSGI processes anew" in server.output


@pytest.mark.parametrize("preload", ["off", "stdlib", "libraries"])
def test_what_was_imported_ahead_is_not_imported_again(laboratory: Laboratory, preload: str) -> None:
    text = (
        "import multiprocessing  # which draws a key when it is imported\nTEXT = {!r}\n"
        "def application(environ, start_response):\n"
        "    start_response('200 OK', [])\n"
        "    return [f'{{TEXT}} {{multiprocessing.current_process().authkey.hex()}}'.encode()]\n"
    )
    script = laboratory.write("app.wsgi", text.format("0"))
    server = laboratory.serve("start-server", "app.wsgi", "--reload-on-changes", "--reload-preload", preload)
    keys: list[str] = []
    for number in range(1, 6):
        time.sleep(0.5)  # it is made ready after the first request
        script.write_text(text.format(str(number)))
        wait_for("the edit", partial(_serves_page_that_begins, server, f"{number} "), within=SOON)
        keys.append(server.get("/").text.split()[1])
    # The first one or two are made while nothing is ready.
    assert len(set(keys[2:])) == (3 if preload == "off" else 1), keys


def test_embedded_mode_restarts_gracefully(laboratory: Laboratory) -> None:
    pages = _write(laboratory, "one")
    server = laboratory.serve("start-server", "app.wsgi", "--reload-on-changes", "--embedded-mode")
    _save(pages, "two")
    wait_for("the new text", lambda: server.get("/").text == "two", within=SOON, every=0.1)
    assert "Apache restarts gracefully" in server.output


def test_an_engine_that_is_killed_leaves_no_process(laboratory: Laboratory) -> None:
    pages = _write(laboratory, "one")
    server = laboratory.serve("start-server", "app.wsgi", "--reload-on-changes")
    for text in ("two", "three"):
        _save(pages, text)
        _wait_for(server, text)
    server.take_note()
    server.send(signal.SIGKILL)
    server.assert_nothing_left(within=10)


def test_the_end_leaves_no_process(laboratory: Laboratory) -> None:
    pages = _write(laboratory, "one")
    server = laboratory.serve("start-server", "app.wsgi", "--reload-on-changes")
    for text in ("two", "three"):
        _save(pages, text)
        _wait_for(server, text)
    server.take_note()
    server.stop()
    server.assert_nothing_left(within=5)


def test_a_module_from_elsewhere_that_the_application_has_loaded_is_watched(pypi_laboratory: Laboratory) -> None:
    elsewhere = pypi_laboratory.write("elsewhere/of_elsewhere.py", "TEXT = 'one'\n")
    pypi_laboratory.write(
        "project/app.wsgi",
        f"import sys\nsys.path.append({str(elsewhere.parent)!r})\nimport of_elsewhere\n"
        "def application(environ, start_response):\n"
        "    start_response('200 OK', [])\n    return [of_elsewhere.TEXT.encode()]\n",
    )
    project = elsewhere.parent.parent / "project"
    server = pypi_laboratory.serve("start-server", "app.wsgi", "--reload-on-changes", directory=project)
    assert server.get("/").text == "one"
    time.sleep(0.5)  # what was loaded is told after the first request
    elsewhere.write_text("TEXT = 'two'\n")
    _wait_for(server, "two")


def test_a_template_that_django_keeps_is_read_again_and_a_static_file_needs_nothing(laboratory: Laboratory) -> None:
    project = laboratory.example("library")
    template = next(project.rglob("*.html"))
    static = next(file for file in project.rglob("static/**/*") if file.is_file())
    server = laboratory.serve("manage.py runmodwsgi", "--reload-on-changes", directory=project)
    server.get("/")
    time.sleep(0.5)
    static.write_text(static.read_text() + "\n")
    time.sleep(1)
    assert _reloads(server) == []
    template.write_text(template.read_text() + "\n<!-- edited -->\n")
    _wait_for_generation(server, 2)
    assert template.name in _reloads(server)[0]


def test_a_profile_that_changes_the_environment_holds_for_all_later_generations(pypi_laboratory: Laboratory) -> None:
    profile = "version: 1\ndefault: one\nprofiles:\n  one:\n    reload-on-changes: true\n    environment: {{{}}}\n"
    pypi_laboratory.write("expressway.yaml", profile.format("LEVEL: '1', MORE: '1'"))
    text = (
        "import os\nTEXT = {!r}\n"
        "def application(environ, start_response):\n"
        "    start_response('200 OK', [])\n"
        "    return [(TEXT + os.environ.get('LEVEL', '-') + os.environ.get('MORE', '-')).encode()]\n"
    )
    script = pypi_laboratory.write("app.wsgi", text.format("a"))
    server = pypi_laboratory.serve("start-server", "app.wsgi")
    assert server.get("/").text == "a11"
    time.sleep(0.5)
    pypi_laboratory.write("expressway.yaml", profile.format("LEVEL: '2'"))
    _wait_for(server, "a2-")
    for text_of_it in ("b", "c", "d"):
        time.sleep(0.7)  # so that libraries may be imported ahead again
        script.write_text(text.format(text_of_it))
        wait_for("the new text", lambda: server.get("/").text[0] == text_of_it, within=SOON, every=0.01)  # noqa: B023
        assert server.get("/").text == f"{text_of_it}2-"


@pytest.mark.parametrize("options", [(), ("--reload-on-changes",)], ids=["plain", "reloading"])
def test_ctrl_c_ends_a_server_to_which_requests_come(laboratory: Laboratory, options: tuple[str, ...]) -> None:
    """A request that comes a moment before the end would keep Apache waiting for a process that is gone."""
    _write(laboratory, "one")
    for _ in range(3):
        server = laboratory.serve("start-server", "app.wsgi", *options)
        with ExitStack() as visits:
            for _ in range(4):
                visits.enter_context(Visitor(server).visiting())
            time.sleep(0.3)
            server.stop(within=5)
        server.assert_nothing_left(within=2)
