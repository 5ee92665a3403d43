"""The debugger of a real server on a real terminal."""

import json
import os
import re
import signal
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from http.client import HTTPException
from pathlib import Path

import pytest

from harness import web
from harness.environments import REPOSITORY, SYSTEM_PYTHON
from harness.laboratory import MARK, Laboratory
from harness.processes import survivors
from harness.running import plain
from harness.terminal import Terminal
from harness.waiting import wait_for

sys.path.append(str(REPOSITORY / "python"))
from tests.debug_adapter_client import DebugAdapterClient

PROMPT = r"\(Pdb\) "
VIEWS = """
def home():
    number = 41
    number += 1
    return [str(number).encode()]

def fails():
    secret = "sesame"
    raise LookupError("no book in the shelf")

def stream():
    yield b"one "
    piece = b"two "
    yield piece
    raise LookupError("torn")

def calls_pdb():
    import pdb; pdb.set_trace()
    return [b"done"]

def stops():
    number = 1
    breakpoint()
    number += 1
    return [str(number).encode()]
"""
APPLICATION = """
import views

def application(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain")])
    return getattr(views, environ["PATH_INFO"].strip("/") or "home")()
"""


class Debugged:
    """A server under a debugger, its terminal, and a browser."""

    def __init__(self, laboratory: Laboratory, terminal: Terminal) -> None:
        self.laboratory = laboratory
        self.terminal = terminal
        self.read = 0
        self._browser = ThreadPoolExecutor(4)

    @property
    def unread(self) -> str:
        return plain(self.terminal.output)[self.read :]

    def expect(self, pattern: str, within: float = 20) -> re.Match[str]:
        """Waits for PATTERN in what was printed after the last that was expected."""
        try:
            found = wait_for(f"output with {pattern!r}", lambda: re.search(pattern, self.unread), within=within)
        except AssertionError as error:
            raise AssertionError(f"{error}\n{self.terminal.output}") from None
        self.read += found.end()
        return found

    def type(self, line: str) -> None:
        self.terminal.type(line.encode() + b"\n")

    def ask(self, path: str) -> "Future[web.Response]":
        """A request that nobody waits for yet."""
        return self._browser.submit(web.request, self.terminal.port, path, timeout=60)

    def serve(self) -> None:
        """Waits until a request would be taken."""
        self.expect("Ready after")
        self.terminal.take_note()

    def assert_over(self, within: float = 3) -> int:
        """The server ends, nothing of it is left, and the terminal is as a shell wants it."""
        code = self.terminal.wait(within)
        self.terminal.assert_nothing_left(within=1)
        assert self.terminal.echoes
        self.laboratory.assert_private_directories_are_empty()
        return code

    def stop(self) -> None:
        self.terminal.take_note()
        self.terminal.press_control_c()
        self.assert_over()


Start = Callable[..., Debugged]


@pytest.fixture
def start(laboratory: Laboratory) -> Iterator[Start]:
    """Starts `start-server --debug-mode --enable-debugger`."""

    def begin(*arguments: str, directory: Path | None = None) -> Debugged:
        laboratory.write("app.wsgi", APPLICATION)
        laboratory.write("views.py", VIEWS)
        options = ["--debug-mode", "--enable-debugger", *arguments]
        return Debugged(laboratory, laboratory.terminal("start-server", "app.wsgi", *options))

    yield begin


def lost(answer: "Future[web.Response]") -> bool:
    """Whether the server hung up without a response."""
    try:
        answer.result(20)
    except (OSError, HTTPException):
        return True
    return False


# What the debugger shows


def test_an_exception_in_a_view_is_examined(start: Start) -> None:
    server = start()
    server.serve()
    for ending in ("c", "q", "\x04"):
        answer = server.ask("/fails")
        server.expect(r"an exception left the application: GET /fails\nTraceback")
        server.expect(
            r"LookupError: no book in the shelf\n> \S*views.py\(9\)fails\(\)\n-> raise LookupError.*\n" + PROMPT
        )
        server.type("p secret")
        server.expect(r"'sesame'\n" + PROMPT)
        if ending == "\x04":
            server.terminal.type(ending.encode())
        else:
            server.type(ending)
        assert answer.result(20).status == 500
    assert server.ask("/").result(20).text == "42"
    server.stop()


def test_an_exception_in_a_stream_is_examined(start: Start) -> None:
    server = start()
    server.serve()
    answer = server.ask("/stream")
    server.expect(r"GET /stream, while its response was read\nTraceback")
    server.expect(PROMPT)
    server.type("p piece")
    server.expect(r"b'two '\n" + PROMPT)
    server.type("q")
    assert lost(answer) or answer.result().text.startswith("one two ")
    assert server.ask("/").result(20).text == "42"
    server.stop()


def test_an_exception_in_a_django_view_is_examined(laboratory: Laboratory) -> None:
    project = laboratory.example("library")
    views = project / "catalogue" / "views.py"
    text = views.read_text().replace(
        "    form = BookForm(", "    wanted = 7\n    raise LookupError('no book')\n    form = BookForm(", 1
    )
    views.write_text(text)
    terminal = laboratory.terminal("manage.py runmodwsgi", "--debug-mode", "--enable-debugger", directory=project)
    server = Debugged(laboratory, terminal)
    server.serve()
    answer = server.ask("/")
    server.expect(r"an exception left the application: GET /\nTraceback")
    server.expect("LookupError: no book")
    server.expect(PROMPT)
    server.type("p wanted")
    server.expect(r"7\n" + PROMPT)
    server.type("c")
    assert answer.result(20).status == 500
    server.stop()


def test_a_breakpoint_set_at_the_start_stops_the_requests(start: Start) -> None:
    server = start("--debugger-startup")
    server.expect("no request is served yet")
    for line in ("import views", "break views.home", "continue"):
        server.expect(PROMPT)
        server.type(line)
    server.serve()
    for _ in range(2):
        answer = server.ask("/")
        server.expect(r"> \S*views.py\(3\)home\(\)\n-> number = 41\n" + PROMPT)
        server.type("next")
        server.expect(r"-> number \+= 1\n" + PROMPT)
        server.type("locals()")
        server.expect(r"\{'number': 41\}\n" + PROMPT)
        server.type("where")
        shown = server.expect(r"(?s)(.*?)" + PROMPT)[1]
        assert "application()" in shown and "runtime" not in shown
        server.type("list")
        server.expect(r"->\s+number \+= 1")
        server.expect(PROMPT)
        server.type("continue")
        assert answer.result(20).text == "42"
    answer = server.ask("/")
    server.expect(PROMPT)
    server.type("q")
    response = answer.result(20)
    assert (response.status, response.text) == (500, "The request was ended in the debugger.\n")
    server.stop()


def test_breakpoint_stops_in_a_view(start: Start) -> None:
    server = start()
    server.serve()
    answer = server.ask("/stops")
    server.expect(r"stops\(\)\n.*\n" + PROMPT)
    server.type("p number")
    server.expect(r"1\n" + PROMPT)
    server.type("c")
    assert answer.result(20).text == "2"
    server.stop()


def test_a_call_of_pdb_stops_in_a_view_without_a_word_in_the_log(start: Start) -> None:
    server = start()
    server.serve()
    answer = server.ask("/calls_pdb")
    server.expect(PROMPT)
    server.type("c")
    assert answer.result(20).text == "done"
    server.stop()
    server.terminal.assert_quiet("(?i)callback|ignored")


def test_an_editor_attaches(start: Start) -> None:
    server = start("--debugger", "debugpy", "--debugger-port", "0")
    entry = json.loads(server.expect(r'(?s)below "configurations":\n(\{.*?\n\})\n')[1])
    [mapping] = entry["pathMappings"]
    assert mapping["remoteRoot"] == str(server.laboratory.work)
    editor = DebugAdapterClient(entry["connect"]["port"])
    editor.attach(server.laboratory.work / "views.py", [4])
    server.serve()
    answer = server.ask("/")
    thread, frame, reason = editor.stopped()
    assert (frame["name"], frame["line"], reason) == ("home", 4, "breakpoint")
    assert editor.local_variables(frame)["number"] == "41"
    editor.request("continue", threadId=thread)
    assert answer.result(20).text == "42"
    server.stop()
    editor.close()


def test_control_c_while_the_server_waits_for_an_editor(start: Start) -> None:
    server = start("--debugger", "debugpy", "--debugger-port", "0")
    server.expect("waits for an editor")
    server.stop()


# The terminal


def test_control_c_at_a_prompt_ends_the_server(start: Start) -> None:
    server = start()
    server.serve()
    answer = server.ask("/fails")
    server.expect(PROMPT)
    server.stop()
    assert lost(answer)


def test_control_c_at_the_start_ends_the_server(start: Start) -> None:
    server = start("--debugger-startup")
    server.expect(PROMPT)
    server.stop()


def test_control_c_between_requests_ends_the_server(start: Start) -> None:
    server = start()
    server.serve()
    pressed = time.monotonic()
    server.stop()
    assert time.monotonic() - pressed < 5


@pytest.mark.parametrize("keys", [b"q\n", b"\x04"], ids=["q", "Ctrl-D"])
def test_leaving_the_debugger_at_the_start_ends_the_server(start: Start, keys: bytes) -> None:
    server = start("--debugger-startup")
    server.expect(PROMPT)
    server.terminal.take_note()
    server.terminal.type(keys)
    assert server.assert_over() == 0
    assert "error" not in server.unread.lower(), server.unread


def test_ending_the_process_in_the_debugger_ends_the_server(start: Start) -> None:
    server = start()
    server.serve()
    answer = server.ask("/fails")
    server.expect(PROMPT)
    server.type("import os; os._exit(3)")
    assert server.assert_over() != 0
    assert lost(answer)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT])
def test_a_signal_at_a_prompt_ends_the_server(start: Start, number: signal.Signals) -> None:
    server = start()
    server.serve()
    server.ask("/fails")
    server.expect(PROMPT)
    server.terminal.take_note()
    server.terminal.send(number)
    server.assert_over()


@pytest.mark.parametrize("at_a_prompt", [True, False], ids=["at a prompt", "between requests"])
def test_closing_the_terminal_leaves_nothing(start: Start, at_a_prompt: bool) -> None:
    server = start()
    server.serve()
    if at_a_prompt:
        server.ask("/fails")
        server.expect(PROMPT)
    server.terminal.take_note()
    server.terminal.close()
    server.terminal.wait(5)
    server.terminal.assert_nothing_left(within=1)
    server.laboratory.assert_private_directories_are_empty()


@pytest.mark.parametrize("options", [[], ["--debugger", "debugpy", "--debugger-port", "0"]], ids=["pdb", "debugpy"])
def test_killing_the_engine_leaves_no_process(start: Start, options: list[str]) -> None:
    server = start(*options)
    if options:
        server.expect("waits for an editor")
    else:
        server.serve()
        server.ask("/fails")
        server.expect(PROMPT)
    processes = server.terminal.take_note()
    server.terminal.send(signal.SIGKILL)
    assert not survivors(processes, within=2)
    server.terminal.wait(1)
    server.terminal.assert_nothing_left(within=5)


@pytest.mark.parametrize("at_a_prompt", [True, False], ids=["at a prompt", "between requests"])
def test_resizing_the_window_stops_nothing(start: Start, at_a_prompt: bool) -> None:
    server = start()
    server.serve()
    answer = server.ask("/stops" if at_a_prompt else "/")
    if at_a_prompt:
        server.expect(PROMPT)
    for columns in (100, 60, 132):
        server.terminal.resize(30, columns)
        time.sleep(0.3)  # a server that took it as an order would need a moment
    if at_a_prompt:
        server.type("p number")
        server.expect(r"1\n" + PROMPT)
        server.type("c")
    assert answer.result(20).status == 200
    server.stop()


def test_without_a_keyboard_the_exception_goes_on(laboratory: Laboratory) -> None:
    laboratory.write("app.wsgi", APPLICATION)
    laboratory.write("views.py", VIEWS)
    server = laboratory.serve("start-server", "app.wsgi", "--debug-mode", "--enable-debugger")
    assert server.get("/fails").status == 500
    server.wait_for_output("an exception left the application: GET /fails")
    assert server.get("/stops").status == 500
    assert server.get("/").text == "42"
    server.stop()


# Below another program


def below(laboratory: Laboratory, *leader: str) -> Debugged:
    """A terminal whose session LEADER leads, for the server to be started there."""
    laboratory.write("app.wsgi", APPLICATION)
    laboratory.write("views.py", VIEWS)
    mark = uuid.uuid4().hex
    terminal = Terminal(
        web.free_port(),
        leader,
        person=laboratory.person,
        directory=laboratory.work,
        environment=laboratory.variables | {MARK: mark, "TERM": "xterm-256color", "PS1": "shell> "},
        mark=mark,
    )
    laboratory.runs.append(terminal)
    return Debugged(laboratory, terminal)


def start_words(laboratory: Laboratory, port: int) -> list[str]:
    options = ["--debug-mode", "--enable-debugger"]
    return [str(word) for word in laboratory.command("start-server", "app.wsgi", *options, port=port)]


# Like `su`: it waits for the shell below it, and tells nobody that the terminal is gone.
DEAF_LEADER = """
import signal, subprocess, sys
below = subprocess.Popen(sys.stdin.readline().split())
signal.signal(signal.SIGHUP, lambda *_: None)
sys.exit(below.wait())
"""


@pytest.mark.parametrize("at_a_prompt", [True, False], ids=["at a prompt", "between requests"])
def test_closing_a_terminal_of_which_no_signal_tells_leaves_nothing(laboratory: Laboratory, at_a_prompt: bool) -> None:
    server = below(laboratory, str(SYSTEM_PYTHON), "-S", "-E", "-c", DEAF_LEADER)
    server.type(" ".join(start_words(laboratory, server.terminal.port)))
    server.serve()
    if at_a_prompt:
        server.ask("/fails")
        server.expect(PROMPT)
    server.terminal.take_note()
    server.terminal.close()
    server.terminal.wait(5)
    server.terminal.assert_nothing_left(within=1)
    laboratory.assert_private_directories_are_empty()


@pytest.fixture
def shell(laboratory: Laboratory) -> Debugged:
    """A shell on a terminal, the server its foreground job."""
    server = below(laboratory, "/bin/bash", "--norc", "--noprofile", "-i")
    server.expect("shell> ")
    server.type(" ".join(start_words(laboratory, server.terminal.port)))
    server.serve()
    return server


def end_the_shell(server: Debugged) -> None:
    server.terminal.take_note()
    server.terminal.press_control_c()
    server.expect("shell> ", within=5)
    server.type("echo sane; exit")
    server.expect("[\\r\\n]sane\n")
    server.terminal.wait(5)
    server.terminal.assert_nothing_left(within=1)


def test_control_z_gives_the_shell_the_terminal_and_fg_goes_on(shell: Debugged) -> None:
    answer = shell.ask("/stops")
    shell.expect(PROMPT)
    shell.type("p number")
    shell.expect(r"1\n" + PROMPT)
    for _ in range(2):
        shell.terminal.press_control_z()
        shell.expect(r"Stopped.*\n(.*\n)*?shell> ")
        shell.type("stty -a; echo typed")
        modes = shell.expect(r"(?s)(.*)\ntyped\n")[1]
        assert " echo " in modes and " icanon" in modes and "-icanon" not in modes
        shell.expect("shell> ")
        shell.type("fg")
        shell.expect("start-server")
        shell.type("p number + 100")
        shell.expect(r"101\n" + PROMPT)
    shell.type("c")
    assert answer.result(20).text == "2"
    end_the_shell(shell)


def test_control_z_between_requests(shell: Debugged) -> None:
    shell.terminal.press_control_z()
    shell.expect(r"Stopped.*\n(.*\n)*?shell> ")
    answer = shell.ask("/")
    with pytest.raises(TimeoutError):
        answer.result(0.5)
    shell.type("fg")
    assert answer.result(20).text == "42"
    end_the_shell(shell)


def test_in_the_background_the_debugger_waits_for_the_keyboard(shell: Debugged) -> None:
    shell.terminal.press_control_z()
    shell.expect(r"Stopped.*\n(.*\n)*?shell> ")
    shell.type("bg")
    assert shell.ask("/").result(20).text == "42"
    answer = shell.ask("/stops")
    shell.expect("the debugger waits for the keyboard; bring the server back with: fg")
    shell.type("echo still a shell")
    shell.expect("[\\r\\n]still a shell\n")
    shell.type("fg")
    shell.expect(PROMPT)
    shell.type("p number")
    shell.expect(r"1\n" + PROMPT)
    shell.terminal.press_control_z()
    shell.expect(r"Stopped.*\n(.*\n)*?shell> ")
    shell.type("bg")
    shell.type("echo still a shell")
    shell.expect("[\\r\\n]still a shell\n")
    shell.type("fg")
    shell.expect("start-server")
    shell.type("p number + 100")
    shell.expect(r"101\n" + PROMPT)
    shell.type("c")
    assert answer.result(20).text == "2"
    end_the_shell(shell)


def test_killing_the_engine_gives_the_shell_a_sane_terminal(shell: Debugged) -> None:
    shell.ask("/stops")
    shell.expect(PROMPT)
    processes = shell.terminal.take_note()
    [engine] = [
        process
        for process in processes
        if "start-server" in process.command_line and "expressway" in process.command_line[0]
    ]
    os.kill(engine.pid, signal.SIGKILL)
    shell.expect(r"Killed.*\n(.*\n)*?shell> ")
    shell.type("stty -a; echo typed")
    modes = shell.expect(r"(?s)(.*)\ntyped\n")[1]
    assert " echo " in modes and "-icanon" not in modes
    shell.type("exit")
    shell.terminal.wait(5)
    shell.terminal.assert_nothing_left(within=2)
