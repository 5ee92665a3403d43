"""An exception that leaves the application is examined where it was raised, and goes on."""

from __future__ import annotations

from pathlib import Path

import pytest

from ..interpreters import minor_version
from .conftest import PROMPT, Start


def test_an_exception_of_the_call_is_examined(start: Start, python: Path) -> None:
    server = start(python)
    server.begin()
    server.ask("/fails")
    server.expect(r"an exception left the application: GET /fails\nTraceback \(most recent call last\):\n")
    shown = server.expect(r"(?s)(.*?)LookupError: no book in the shelf\n")[1]
    assert "expressway_runtime" not in shown
    assert "in application\n" in shown and "in fails\n" in shown
    server.expect(r"> \S*views.py\(10\)fails\(\)\n-> raise LookupError")
    server.expect(PROMPT)
    server.type("p secret")
    server.expect(r"'sesame'\n" + PROMPT)
    server.type("where")
    assert "expressway_runtime" not in server.expect(r"(?s)(.*?)" + PROMPT)[1]
    server.type("up")
    server.expect(r"-> return getattr\(views, path\)\(\)\n" + PROMPT)
    server.type("c")
    assert server.answer() == {"status": 500, "body": "", "error": "LookupError", "traced": False}
    server.expect_in_the_log("LookupError: no book in the shelf")
    assert server.logged.count("Traceback") == 1
    if minor_version(python) >= (3, 11):  # before, an exception that goes on keeps the frames that it has passed
        assert "expressway_runtime" not in server.logged
    server.assert_sane()


@pytest.mark.parametrize("ending", ["q", "c", "\x04"], ids=["q", "c", "Ctrl-D"])
def test_however_the_debugger_is_left_the_exception_goes_on_and_so_does_the_server(
    start: Start, python: Path, ending: str
) -> None:
    server = start(python)
    server.begin()
    for _ in range(2):
        server.ask("/fails")
        server.expect(PROMPT)
        server.press(ending.encode() if ending == "\x04" else ending.encode() + b"\n")
        assert server.answer()["error"] == "LookupError"
    server.ask("/home")
    assert server.answer() == {"status": 200, "body": "42", "traced": False}


def test_an_exception_of_a_stream_is_examined(start: Start, python: Path) -> None:
    server = start(python)
    server.begin()
    server.ask("/stream")
    server.expect(r"an exception left the application: GET /stream, while its response was read\n")
    server.expect(PROMPT)
    server.type("p piece")
    server.expect(r"b'two '\n" + PROMPT)
    server.type("q")
    assert server.answer() == {"status": 200, "body": "one two ", "error": "LookupError", "traced": False}


def test_an_exception_of_close_is_examined(start: Start, python: Path) -> None:
    server = start(python)
    server.begin()
    server.ask("/closes")
    server.expect(r"GET /closes, while its response was closed\n")
    server.expect(PROMPT)
    server.type("p kept")
    server.expect(r"'a file'\n" + PROMPT)
    server.type("q")
    assert server.answer()["error"] == "OSError"


def test_the_exceptions_before_it_are_shown(start: Start, python: Path) -> None:
    server = start(python)
    server.begin()
    server.ask("/chained")
    server.expect("KeyError: 'missing'")
    server.expect("direct cause")
    server.expect("ValueError: chained")
    server.expect(PROMPT)
    if minor_version(python) >= (3, 13):
        server.type("exceptions")
        server.expect(r"0 KeyError\('missing'\)")


@pytest.mark.parametrize(("path", "error"), [("/leaves", "SystemExit"), ("/gone", "RuntimeError")])
def test_what_is_no_error_of_the_application_is_not_examined(start: Start, path: str, error: str) -> None:
    server = start()
    server.begin()
    server.ask(path)
    assert server.answer()["error"] == error


def test_output_that_the_application_redirects_does_not_hide_the_prompt(start: Start, python: Path) -> None:
    server = start(python)
    server.begin()
    server.ask("/redirects")
    server.expect(PROMPT)
    server.type("p 6 * 7")
    server.expect("42\n" + PROMPT)
    server.type("q")
    assert server.answer()["error"] == "LookupError"


def test_the_text_of_an_exception_does_not_steer_the_terminal(start: Start) -> None:
    server = start()
    server.begin()
    server.ask("/steers")
    server.expect(r"LookupError: \\x1b\]0;stolen\\x07")


def test_line_editing_and_completion_work_on_the_thread_of_a_request(start: Start, python: Path) -> None:
    server = start(python)
    server.begin()
    server.ask("/fails")
    server.expect(PROMPT)
    server.press(b"p secre\t")
    server.expect("p secret")
    server.press(b"\n")
    server.expect(r"'sesame'\n" + PROMPT)
    server.press(b"\x1b[A\n")  # the line before
    server.expect(r"'sesame'\n" + PROMPT)
    server.type("q")
    server.answer()
    server.assert_sane()


def test_without_post_mortem_breakpoint_stops_and_an_exception_does_not(start: Start) -> None:
    server = start(post_mortem=False)
    server.begin()
    server.ask("/fails")
    assert server.answer()["status"] == 500
    server.ask("/stops")
    server.expect(PROMPT)
    server.type("c")
    assert server.answer()["body"] == "2"
