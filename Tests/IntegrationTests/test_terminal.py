"""What a person sees and does at a terminal."""

import fcntl
import os
import re
import signal
import subprocess
import sys
import termios
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPException

import pytest

from harness import web
from harness.laboratory import FRONT_ENDS, Laboratory
from harness.processes import survivors
from harness.running import Server, plain, screen_lines
from harness.terminal import Terminal
from harness.waiting import wait_for


@pytest.fixture
def terminal(laboratory: Laboratory) -> Terminal:
    """A terminal in which a plain application is served."""
    laboratory.application("slow.py", "app.wsgi")
    terminal = laboratory.terminal("start-server", "app.wsgi")
    terminal.wait_until_serving()
    return terminal


@contextmanager
def hanging_request(server: Server) -> Iterator[None]:
    """A request that is under way and does not come to its end by itself."""

    def ask() -> None:
        with suppress(OSError, HTTPException):
            web.request(server.port, "/slow/report", timeout=25)

    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    time.sleep(0.3)  # nothing shows that the application has the request in hand
    yield
    asking.join(30)


# The banner


@pytest.mark.parametrize("front_end", FRONT_ENDS)
def test_the_banner_fits_a_screen_and_says_what_matters(pypi_laboratory: Laboratory, front_end: str) -> None:
    project = pypi_laboratory.example("hello")
    arguments = ["hello/wsgi.py"] if front_end == "start-server" else []
    terminal = pypi_laboratory.terminal(front_end, *arguments, directory=project)
    terminal.wait_until_serving()
    terminal.wait_for_output(f"http://(127.0.0.1|localhost):{terminal.port}/")
    terminal.wait_for_output("(?i)ctrl-c|control-c")
    lines = plain(terminal.output).splitlines()
    assert len(lines) <= 24
    assert max(map(len, lines)) <= 80, [line for line in lines if len(line) > 80]


def test_the_banner_of_a_project_with_a_long_path_fits_a_screen(pypi_laboratory: Laboratory) -> None:
    deep = pypi_laboratory.example("hello", "/".join(["a-rather-long-name-of-a-directory"] * 5))
    terminal = pypi_laboratory.terminal("manage.py runmodwsgi", directory=deep)
    terminal.wait_until_serving()
    terminal.wait_for_output("(?i)ctrl-c|control-c")
    assert screen_lines(terminal.output) <= 24


def test_a_start_is_quiet_apart_from_the_banner(terminal: Terminal) -> None:
    terminal.wait_for_output("(?i)ctrl-c|control-c")
    terminal.assert_quiet(r"AH\d{5}|\[(?:mpm_event|core|wsgi):|(?i:warning)")


# The end


def test_control_c_stops_everything_at_once(laboratory: Laboratory, terminal: Terminal) -> None:
    terminal.take_note()
    pressed = time.monotonic()
    terminal.press_control_c()
    assert terminal.wait(5) in (0, 130)
    assert time.monotonic() - pressed < 3  # a second, and room for a busy machine
    terminal.assert_nothing_left(within=2)
    laboratory.assert_private_directories_are_empty()
    terminal.assert_quiet("Traceback|KeyboardInterrupt")


def test_control_c_with_a_hanging_request_says_what_it_waits_for(terminal: Terminal) -> None:
    with hanging_request(terminal):
        terminal.take_note()
        before = len(terminal.output)
        terminal.press_control_c()
        wait_for(
            "a word on the wait, or the end",
            lambda: not terminal.running or "wait" in terminal.output[before:].lower(),
            within=1.5,
        )
        if terminal.running:
            terminal.wait(15)
    terminal.assert_nothing_left(within=2)


def test_a_second_control_c_ends_at_once(terminal: Terminal) -> None:
    with hanging_request(terminal):
        terminal.take_note()
        terminal.press_control_c()
        time.sleep(0.3)  # two presses, not one
        pressed = time.monotonic()
        if terminal.running:
            terminal.press_control_c()
        terminal.wait(5)
        assert time.monotonic() - pressed < 3  # a second, and room for a busy machine
    terminal.assert_nothing_left(within=2)


def test_control_c_during_the_start_leaves_nothing(laboratory: Laboratory) -> None:
    laboratory.write("app.wsgi", "import time; time.sleep(20)\n")
    terminal = laboratory.terminal("start-server", "app.wsgi")
    wait_for("Apache runs", lambda: len(terminal.take_note()) > 1, within=10)
    terminal.press_control_c()
    terminal.wait(5)
    terminal.assert_nothing_left(within=2)
    laboratory.assert_private_directories_are_empty()


@pytest.mark.parametrize("moment", [0.0, 0.02, 0.05, 0.1, 0.2, 0.3])
def test_control_c_at_any_moment_of_the_start_leaves_nothing(pypi_laboratory: Laboratory, moment: float) -> None:
    project = pypi_laboratory.example("hello")
    terminal = pypi_laboratory.terminal("manage.py runmodwsgi", directory=project)
    time.sleep(moment)
    terminal.take_note()
    terminal.press_control_c()
    if forgotten_by_python(terminal):
        terminal.press_control_c()
    terminal.wait(5)
    terminal.assert_nothing_left(within=2)
    pypi_laboratory.assert_private_directories_are_empty()


def forgotten_by_python(terminal: Terminal) -> bool:
    """Whether the key fell into one of the callbacks in which Python prints a KeyboardInterrupt and goes on.

    That can only be while manage.py imports Django, before there is any code of ours.
    """
    try:
        terminal.wait(1)
    except AssertionError:
        return "Exception ignored in" in terminal.output and "KeyboardInterrupt" in terminal.output
    return False


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT])
def test_a_signal_stops_the_server_and_leaves_nothing(pypi_laboratory: Laboratory, number: signal.Signals) -> None:
    pypi_laboratory.application("slow.py", "app.wsgi")
    server = pypi_laboratory.serve("start-server", "app.wsgi")
    server.stop(number)
    pypi_laboratory.assert_private_directories_are_empty()


def test_killing_the_engine_leaves_no_process(laboratory: Laboratory) -> None:
    laboratory.application("slow.py", "app.wsgi")
    server = laboratory.serve("start-server", "app.wsgi", "--processes", "3")
    processes = server.take_note()
    assert len(processes) > 3
    server.send(signal.SIGKILL)
    assert not survivors(processes, within=5)
    server.assert_nothing_left(within=2)
    assert not web.answers(server.port)


def test_killing_the_engine_during_a_request_leaves_no_process(laboratory: Laboratory) -> None:
    laboratory.application("slow.py", "app.wsgi")
    server = laboratory.serve("start-server", "app.wsgi")
    with hanging_request(server):
        processes = server.take_note()
        server.send(signal.SIGKILL)
        assert not survivors(processes, within=5)
    server.assert_nothing_left(within=2)
    assert not web.answers(server.port)


def test_killing_apache_ends_the_engine_with_a_word(laboratory: Laboratory) -> None:
    laboratory.application("slow.py", "app.wsgi")
    server = laboratory.serve("start-server", "app.wsgi")
    children = [process for process in server.take_note() if _parent(process.pid) == server.popen.pid]
    [apache] = [process for process in children if "apache2" in process.command_line[0]]
    os.kill(apache.pid, signal.SIGKILL)
    assert server.wait(10) > 0
    server.assert_nothing_left(within=2)
    assert server.output.strip()


def _parent(pid: int) -> int:
    with open(f"/proc/{pid}/stat") as stat:
        return int(stat.read().rpartition(")")[2].split()[1])


def test_a_killed_wsgi_process_is_replaced(laboratory: Laboratory) -> None:
    laboratory.application("echo.py", "app.wsgi")
    server = laboratory.serve("start-server", "app.wsgi")
    first = server.get("/").json()["pid"]
    os.kill(first, signal.SIGKILL)
    wait_for("another process answers", lambda: _pid(server) not in (None, first), within=10)


def _pid(server: Server) -> int | None:
    try:
        response = server.get("/")
        return int(response.json()["pid"]) if response.status == 200 else None
    except (OSError, HTTPException):
        return None


def test_closing_the_terminal_leaves_nothing(laboratory: Laboratory, terminal: Terminal) -> None:
    terminal.take_note()
    terminal.close()
    terminal.wait(5)
    terminal.assert_nothing_left(within=2)
    laboratory.assert_private_directories_are_empty()


def test_a_reader_that_goes_away_leaves_nothing(pypi_laboratory: Laboratory) -> None:
    pypi_laboratory.application("raising.py", "app.wsgi")
    server = pypi_laboratory.serve("start-server", "app.wsgi", "--access-log")
    server.stop_reading()
    assert server.popen.stdout is not None
    server.popen.stdout.close()
    for _ in range(3):
        try:
            server.get("/fails")
        except OSError:
            break
    if server.running:
        server.send(signal.SIGINT)
    server.wait(5)
    server.assert_nothing_left(within=5)
    pypi_laboratory.assert_private_directories_are_empty()


def test_a_reader_that_sleeps_keeps_nobody_from_stopping_the_server(pypi_laboratory: Laboratory) -> None:
    pypi_laboratory.application("raising.py", "app.wsgi")
    server = pypi_laboratory.serve("start-server", "app.wsgi")
    server.stop_reading()
    unread = 0

    def is_full() -> bool:
        nonlocal unread
        server.get("/fails")
        before, unread = unread, _unread(server)
        return unread == before > 16_384

    wait_for("a full pipe", is_full, within=30, every=0.1)
    server.send(signal.SIGTERM)
    assert server.popen.wait(5) == 0
    server.assert_nothing_left(within=5)
    pypi_laboratory.assert_private_directories_are_empty()


def _unread(server: Server) -> int:
    """The bytes of output that nobody has read yet."""
    assert server.popen.stdout is not None
    return int.from_bytes(fcntl.ioctl(server.popen.stdout.fileno(), termios.FIONREAD, b"\0" * 4), sys.byteorder)


# Windows and pipes


@pytest.mark.parametrize("output_in_a_pipe", [False, True], ids=["on the terminal", "output in a pipe"])
def test_resizing_the_window_stops_nothing(laboratory: Laboratory, output_in_a_pipe: bool) -> None:
    laboratory.application("echo.py", "app.wsgi")
    terminal = laboratory.terminal("start-server", "app.wsgi", output_in_a_pipe=output_in_a_pipe)
    pid = terminal.wait_until_serving().json()["pid"]
    for columns in (100, 60, 132):
        terminal.resize(30, columns)
        time.sleep(0.5)  # a server that took it as an order would need a moment
        assert terminal.get("/").json()["pid"] == pid
    assert terminal.running


COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def test_a_terminal_gets_colours(pypi_laboratory: Laboratory) -> None:
    assert COLOUR.search(_failing_page(pypi_laboratory, {}).output)


@pytest.mark.parametrize("variables", [{"NO_COLOR": "1"}, {"TERM": "dumb"}], ids=["NO_COLOR", "dumb"])
def test_a_terminal_without_colours_gets_none(pypi_laboratory: Laboratory, variables: dict[str, str]) -> None:
    assert not COLOUR.search(_failing_page(pypi_laboratory, variables).output)


def test_a_pipe_gets_no_colours(pypi_laboratory: Laboratory) -> None:
    assert "\x1b" not in _failing_page(pypi_laboratory, {}, output_in_a_pipe=True).output


def _failing_page(laboratory: Laboratory, variables: dict[str, str], output_in_a_pipe: bool = False) -> Terminal:
    laboratory.application("raising.py", "app.wsgi")
    terminal = laboratory.terminal("start-server", "app.wsgi", variables=variables, output_in_a_pipe=output_in_a_pipe)
    terminal.wait_until_serving()
    assert terminal.get("/fails").status == 500
    terminal.wait_for_output("LookupError: no book in the shelf")
    return terminal


# The log


def test_the_traceback_of_a_view_is_whole(laboratory: Laboratory) -> None:
    output = plain(_failing_page(laboratory, {}).output)
    assert output.count("Traceback (most recent call last)") == 1
    traceback = output[output.index("Traceback (most recent call last)") :].splitlines()
    found = [line for line in traceback if line.strip()]
    found = found[: found.index("LookupError: no book in the shelf") + 1]
    functions = [match[1] for line in found if (match := re.search(r'File ".*", line \d+, in (\w+)', line))]
    assert functions[-3:] == ["application", "middle", "innermost"], output
    # Neither Apache's prefix nor anything else stands between the lines.
    assert not [line for line in found if "[wsgi:" in line or "mod_wsgi (pid" in line], output


def test_the_traceback_of_a_django_view_is_whole_and_comes_once(laboratory: Laboratory) -> None:
    project = laboratory.example("library")
    views = project / "catalogue" / "views.py"
    views.write_text(
        views.read_text().replace("    form = BookForm(", "    raise LookupError('no book')\n    form = BookForm(", 1)
    )
    terminal = laboratory.terminal("manage.py runmodwsgi", directory=project)
    assert terminal.wait_until_serving().status == 500
    terminal.wait_for_output("LookupError: no book")
    output = plain(terminal.output)
    assert output.count("Traceback (most recent call last)") == 1
    assert re.search(r'File ".*views\.py", line \d+, in shelf\r?\n\s+raise LookupError', output), output


def test_what_the_application_prints_appears_in_the_terminal(laboratory: Laboratory) -> None:
    text = "import sys\nprint('to the output: grüße 🚄', flush=True)\nprint('to the errors', file=sys.stderr)\n"
    laboratory.write("app.wsgi", text + laboratory.application("slow.py").read_text())
    terminal = laboratory.terminal("start-server", "app.wsgi")
    terminal.wait_until_serving()
    terminal.wait_for_output("to the output: grüße 🚄")
    terminal.wait_for_output("to the errors")


def test_the_access_log_appears_on_request(laboratory: Laboratory) -> None:
    laboratory.application("slow.py", "app.wsgi")
    server = laboratory.serve("start-server", "app.wsgi", "--access-log")
    server.get("/a/page")
    server.wait_for_output("GET /a/page")


def test_hostile_log_text_does_not_steer_the_terminal(pypi_laboratory: Laboratory) -> None:
    laboratory = pypi_laboratory
    laboratory.write(
        "app.wsgi",
        "import sys\ndef application(environ, start_response):\n"
        "    print('path ' + environ['PATH_INFO'] + ' end', file=sys.stderr)\n"
        "    start_response('200 OK', [('Content-Length', '0')])\n    return []\n",
    )
    terminal = laboratory.terminal("start-server", "app.wsgi")
    terminal.wait_until_serving()
    terminal.get("/%1b]0;stolen%07%1b[2J/x")
    terminal.wait_for_output(r"/x end")
    assert "\x1b]0;" not in terminal.output
    assert "\x1b[2J" not in terminal.output


def test_logs_go_to_files_on_request(laboratory: Laboratory) -> None:
    laboratory.application("raising.py", "app.wsgi")
    laboratory.directory("work/logs")
    server = laboratory.serve("start-server", "app.wsgi", "--log-directory", "logs")
    server.get("/fails")

    def logged() -> bool:
        return any(
            "no book in the shelf" in path.read_text()
            for path in (laboratory.work / "logs").rglob("*")
            if path.is_file()
        )

    wait_for("the traceback in the log file", logged, within=5)


# A real shell's window


def test_closing_the_window_of_a_shell_leaves_nothing(pypi_laboratory: Laboratory) -> None:
    """As a person has it: a shell is the leader of the session, the server its foreground job."""
    laboratory = pypi_laboratory
    laboratory.application("slow.py", "app.wsgi")
    port = web.free_port()
    words = [str(word) for word in laboratory.command("start-server", "app.wsgi", port=port)]
    socket = laboratory.home / "tmux"
    tmux = ["/usr/bin/tmux", "-f", "/dev/null", "-S", str(socket)]
    started = laboratory.execute([*tmux, "new-session", "-d", "-x", "80", "-y", "24", " ".join(words) + "; sleep 60"])
    assert started.wait(10) == 0, started.output

    def answer() -> int | None:
        try:
            return web.request(port).status
        except OSError:
            return None

    wait_for("an answer", answer, within=15)
    assert laboratory.execute([*tmux, "kill-server"]).wait(10) == 0
    started.assert_nothing_left(within=5)
    laboratory.assert_private_directories_are_empty()
    assert subprocess.run([*tmux, "ls"], check=False, capture_output=True).returncode != 0
