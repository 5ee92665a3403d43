"""A server under a debugger as a job of a shell: Ctrl-Z, fg and bg."""

import os
import signal

import pytest

from harness import web
from harness.debugged import PROMPT, Debugged, write_application
from harness.laboratory import Laboratory


@pytest.fixture
def shell(laboratory: Laboratory) -> Debugged:
    """A shell on a terminal, the server its foreground job, at a prompt of the debugger."""
    write_application(laboratory)
    terminal = laboratory.open_terminal(
        web.free_port(), ["/bin/bash", "--norc", "--noprofile", "-i"], variables={"PS1": "shell> "}
    )
    server = Debugged(laboratory, terminal)
    server.expect("shell> ")
    words = laboratory.command("start-server", "app.wsgi", "--debug-mode", "--enable-debugger", port=terminal.port)
    server.type(" ".join(map(str, words)))
    server.serve()
    return server


def end_the_shell(server: Debugged) -> None:
    server.terminal.take_note()
    server.terminal.press_control_c()
    server.expect("shell> ", within=5)
    server.type("echo sane; exit")
    server.expect("[\\r\\n]sane\n")
    server.terminal.wait(5)
    server.terminal.assert_nothing_left(within=2)


def suspend(shell: Debugged) -> None:
    shell.terminal.press_control_z()
    shell.expect(r"Stopped.*\n(.*\n)*?shell> ")


def bring_back_to_the_prompt(shell: Debugged) -> None:
    shell.type("fg")
    shell.expect("start-server")
    shell.type("p number + 100")
    shell.expect(r"101\n" + PROMPT)


def test_control_z_gives_the_shell_the_terminal_and_fg_goes_on(shell: Debugged) -> None:
    answer = shell.ask("/stops")
    shell.expect(PROMPT)
    shell.type("p number")
    shell.expect(r"1\n" + PROMPT)
    for _ in range(2):
        suspend(shell)
        shell.type("stty -a; echo typed")
        modes = shell.expect(r"(?s)(.*)\ntyped\n")[1]
        assert " echo " in modes and " icanon" in modes and "-icanon" not in modes
        shell.expect("shell> ")
        bring_back_to_the_prompt(shell)
    shell.type("c")
    assert answer.result(20).text == "2"
    end_the_shell(shell)


def test_control_z_between_requests(shell: Debugged) -> None:
    suspend(shell)
    answer = shell.ask("/")
    with pytest.raises(TimeoutError):
        answer.result(0.5)
    shell.type("fg")
    assert answer.result(20).text == "42"
    end_the_shell(shell)


def test_in_the_background_the_debugger_waits_for_the_keyboard(shell: Debugged) -> None:
    suspend(shell)
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
    suspend(shell)
    shell.type("bg")
    shell.type("echo still a shell")
    shell.expect("[\\r\\n]still a shell\n")
    bring_back_to_the_prompt(shell)
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
