"""However a server under a debugger is ended, nothing of it is left and the terminal is as a shell wants it."""

import signal
import time

import pytest

from harness import web
from harness.debugged import PROMPT, Debugged, StartDebugging, lost, write_application
from harness.environments import SYSTEM_PYTHON
from harness.laboratory import Laboratory
from harness.processes import survivors


def test_control_c_at_a_prompt_ends_the_server(start_debugging: StartDebugging) -> None:
    server = start_debugging()
    server.serve()
    answer = server.ask("/fails")
    server.expect(PROMPT)
    server.stop()
    assert lost(answer)


def test_control_c_at_the_start_ends_the_server(start_debugging: StartDebugging) -> None:
    server = start_debugging("--debugger-startup")
    server.expect(PROMPT)
    server.stop()


def test_control_c_between_requests_ends_the_server(start_debugging: StartDebugging) -> None:
    server = start_debugging()
    server.serve()
    pressed = time.monotonic()
    server.stop()
    assert time.monotonic() - pressed < 5


@pytest.mark.parametrize("keys", [b"q\n", b"\x04"], ids=["q", "Ctrl-D"])
def test_leaving_the_debugger_at_the_start_ends_the_server(start_debugging: StartDebugging, keys: bytes) -> None:
    server = start_debugging("--debugger-startup")
    server.expect(PROMPT)
    server.terminal.take_note()
    server.terminal.type(keys)
    assert server.assert_over() == 0
    assert "error" not in server.unread.lower(), server.unread


def test_leaving_the_debugger_in_the_import_ends_the_server(laboratory: Laboratory) -> None:
    laboratory.write("app.wsgi", "number = 1\nbreakpoint()\nnumber = 2\n")
    server = Debugged(laboratory, laboratory.terminal("start-server", "app.wsgi", "--debug-mode"))
    server.expect(PROMPT)
    server.terminal.take_note()
    server.type("q")
    server.assert_over()
    assert "error" not in server.unread.lower() and "Traceback" not in server.unread, server.unread


def test_ending_the_process_in_the_debugger_ends_the_server(start_debugging: StartDebugging) -> None:
    server = start_debugging()
    server.serve()
    answer = server.ask("/fails")
    server.expect(PROMPT)
    server.type("import os; os._exit(3)")
    assert server.assert_over() != 0
    assert lost(answer)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT])
def test_a_signal_at_a_prompt_ends_the_server(start_debugging: StartDebugging, number: signal.Signals) -> None:
    server = start_debugging()
    server.serve()
    server.ask("/fails")
    server.expect(PROMPT)
    server.terminal.take_note()
    server.terminal.send(number)
    server.assert_over()


def _close_the_terminal(server: Debugged, at_a_prompt: bool) -> None:
    """Nothing may be left then."""
    server.serve()
    if at_a_prompt:
        server.ask("/fails")
        server.expect(PROMPT)
    server.terminal.take_note()
    server.terminal.close()
    server.terminal.wait(5)
    server.terminal.assert_nothing_left(within=2)
    server.laboratory.assert_private_directories_are_empty()


@pytest.mark.parametrize("at_a_prompt", [True, False], ids=["at a prompt", "between requests"])
def test_closing_the_terminal_leaves_nothing(start_debugging: StartDebugging, at_a_prompt: bool) -> None:
    server = start_debugging()
    _close_the_terminal(server, at_a_prompt)


# Leads a session as `su` does: it waits for what it has started, and tells nobody that the terminal is gone.
DEAF_LEADER = """
import signal, subprocess, sys
below = subprocess.Popen(sys.argv[1:])
signal.signal(signal.SIGHUP, lambda *_: None)
sys.exit(below.wait())
"""


@pytest.mark.parametrize("at_a_prompt", [True, False], ids=["at a prompt", "between requests"])
def test_closing_a_terminal_of_which_no_signal_tells_leaves_nothing(laboratory: Laboratory, at_a_prompt: bool) -> None:
    write_application(laboratory)
    port = web.free_port()
    words = laboratory.command("start-server", "app.wsgi", "--debug-mode", "--enable-debugger", port=port)
    leader = [str(SYSTEM_PYTHON), "-S", "-E", "-c", DEAF_LEADER]
    server = Debugged(laboratory, laboratory.open_terminal(port, [*leader, *map(str, words)]))
    _close_the_terminal(server, at_a_prompt)


@pytest.mark.parametrize("options", [[], ["--debugger", "debugpy", "--debugger-port", "0"]], ids=["pdb", "debugpy"])
def test_killing_the_engine_leaves_no_process(start_debugging: StartDebugging, options: list[str]) -> None:
    server = start_debugging(*options)
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
def test_resizing_the_window_stops_nothing(start_debugging: StartDebugging, at_a_prompt: bool) -> None:
    server = start_debugging()
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
    write_application(laboratory)
    server = laboratory.serve("start-server", "app.wsgi", "--debug-mode", "--enable-debugger")
    assert server.get("/fails").status == 500
    server.wait_for_output("an exception left the application: GET /fails")
    assert server.get("/stops").status == 500
    assert server.get("/").text == "42"
    server.stop()
