"""`breakpoint()` in the application stops at the terminal."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from .application import VIEWS
from .conftest import ENDED, PROMPT, Start


def test_breakpoint_stops_in_a_view(start: Start, python: Path) -> None:
    server = start(python)
    server.begin()
    for _ in range(2):
        server.ask("/stops")
        server.expect(r"> \S*views.py\(\d+\)stops\(\)\n.*\n" + PROMPT)
        server.type("p number")
        server.expect(r"1\n" + PROMPT)
        server.type("c")
        assert server.answer() == {"status": 200, "body": "2", "traced": False}
    server.ask("/guarded")
    server.expect(PROMPT)
    server.type("q")
    assert server.answer()["body"] == ENDED
    server.assert_sane()


def test_a_breakpoint_set_in_one_request_holds_for_the_next(start: Start, python: Path) -> None:
    server = start(python)
    server.begin()
    server.ask("/stops")
    server.expect(PROMPT)
    server.type("import views;; break views.home;; c")
    assert server.answer()["status"] == 200
    server.ask("/home")
    server.expect(r"-> number = 41\n" + PROMPT)
    server.type("c")
    assert server.answer()["body"] == "42"
    server.ask("/stops")
    server.expect(r"> \S*views.py\(\d+\)stops\(\)\n.*\n" + PROMPT)
    server.type("clear 1;; c")
    assert server.answer()["body"] == "2"
    server.ask("/home")
    assert server.answer() == {"status": 200, "body": "42", "traced": False}


@pytest.mark.parametrize(
    ("path", "answer"),
    [
        ("/stops_before_stream", {"status": 500, "body": ENDED, "traced": False}),
        ("/stops_in_stream", {"status": 200, "body": "one ", "error": "EndedInTheDebugger", "traced": False}),
    ],
)
def test_leaving_in_a_stream(start: Start, python: Path, path: str, answer: dict[str, Any]) -> None:
    server = start(python)
    server.begin()
    server.ask(path)
    server.expect(PROMPT)
    server.type("q")
    assert server.answer() == answer


def test_leaving_a_debugger_that_the_view_has_called_itself(start: Start, python: Path) -> None:
    server = start(python)
    server.begin()
    server.ask("/own_pdb")
    server.expect(PROMPT)
    server.type("q")
    assert server.answer()["body"] == ENDED


def test_breakpoint_stops_in_a_thread_of_the_applications_own(start: Start, python: Path) -> None:
    server = start(python)
    server.begin()
    server.ask("/thread")
    server.expect(PROMPT)
    server.type("p inner")
    server.expect("'in the thread'\n" + PROMPT)
    server.type("c")
    assert server.answer()["body"] == "joined"


@pytest.mark.parametrize("chosen", ["0", "views.chosen"])
def test_what_pythonbreakpoint_says_stands(start: Start, chosen: str) -> None:
    server = start(
        views=VIEWS + "\ndef chosen(): print('my own', flush=True)\n", variables={"PYTHONBREAKPOINT": chosen}
    )
    server.begin()
    server.ask("/stops")
    assert server.answer()["body"] == "2"
    if chosen != "0":
        server.expect("my own")


def test_a_terminal_that_is_closed_ends_the_request(start: Start, python: Path) -> None:
    server = start(python)
    server.begin()
    server.ask("/stops")
    server.expect(PROMPT)
    os.dup2(server.inner, server._window)  # the last descriptor of the window's side
    assert server.answer()["status"] == 500


def test_an_end_of_the_input_that_the_background_has_caused_is_none(start: Start, python: Path, tmp_path: Path) -> None:
    suspensions = tmp_path / "suspensions"
    suspensions.write_text("s")
    server = start(python, suspensions=str(suspensions))
    server.begin()
    server.ask("/stops")
    server.expect(PROMPT)
    for length in (2, 3):
        suspensions.write_text("s" * length)
        server.press(b"\x04")
        server.expect(PROMPT)
        server.type("p number")
        server.expect(r"1\n" + PROMPT)
    server.press(b"\x04")
    assert server.answer()["body"] == ENDED
    server.assert_sane()
