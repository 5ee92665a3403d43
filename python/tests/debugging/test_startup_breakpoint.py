"""The debugger before the first request: what is set there holds for every request."""

from __future__ import annotations

from pathlib import Path

import pytest

from .conftest import ENDED, PROMPT, Start


def test_a_breakpoint_set_at_the_start_stops_every_request(start: Start, python: Path) -> None:
    server = start(python, startup=True)
    server.expect("no request is served yet")
    server.expect(r"> <before the first request>\(1\)<module>\(\)(->None)?\n-> pass  # import")
    server.expect(PROMPT)
    server.type("where")
    assert "bdb.py" not in server.expect(r"(?s)(.*?)" + PROMPT)[1]
    server.type("import views")
    server.expect(PROMPT)
    server.type("break views.home")
    server.expect(r"Breakpoint 1 at \S*views.py:")
    server.expect(PROMPT)
    server.type("continue")
    server.begin()
    for number in (1, 2):
        server.ask("/home")
        server.expect(r"> \S*views.py\(3\)home\(\)\n-> number = 41\n" + PROMPT)
        server.type("list")
        server.expect(r"B?->\s+number = 41")
        server.expect(PROMPT)
        server.type("next")
        server.expect(r"-> number \+= 1\n" + PROMPT)
        server.type("locals()")
        server.expect(r"\{'number': 41\}\n" + PROMPT)
        server.type("where")
        shown = server.expect(r"(?s)(.*?)" + PROMPT)[1]
        assert "expressway_runtime" not in shown and "application()" in shown
        server.type("until 5")
        server.expect(r"-> text = str\(number\)\n" + PROMPT)
        if number == 1:
            server.type("continue")
        else:
            server.type("step")
            server.expect(r"-> return \[text.encode\(\)\]\n" + PROMPT)
            server.type("step")
            server.expect(r"--Return--\n" + r"> \S*views.py\(6\)home\(\)->\[b'42'\]\n")
            server.expect(PROMPT)
            server.type("step")
            server.expect(r"--Return--\n> \S*app.py\(7\)application\(\)")
            server.expect(PROMPT)
            server.type("step")
        assert server.answer() == {"status": 200, "body": "42", "traced": False}
    server.ask("/steps")
    assert server.answer()["body"] == "one two three"
    server.assert_sane()


def test_stepping_goes_on_in_the_next_piece_of_a_stream(start: Start, python: Path) -> None:
    server = start(python, startup=True)
    server.expect(PROMPT)
    server.type("import views;; break views.steps;; continue")
    server.begin()
    server.ask("/steps")
    server.expect(r'-> yield b"one "\n' + PROMPT)
    server.type("next")
    server.expect(r'-> piece = b"two "\n' + PROMPT)
    server.type("next")
    server.expect(r"-> yield piece\n" + PROMPT)
    server.type("next")
    server.expect(r'-> last = b"three"\n' + PROMPT)
    server.type("continue")
    assert server.answer() == {"status": 200, "body": "one two three", "traced": False}


@pytest.mark.parametrize("keys", [b"q\n", b"\x04"], ids=["q", "Ctrl-D"])
def test_leaving_at_the_start_ends_the_server(start: Start, python: Path, keys: bytes) -> None:
    server = start(python, startup=True)
    server.expect(PROMPT)
    server.press(keys)
    server.expect("ended in the debugger")
    assert server.popen.wait(10) == 15
    server.assert_sane()


@pytest.mark.parametrize("keys", [b"q\n", b"\x04"], ids=["q", "Ctrl-D"])
def test_leaving_at_a_breakpoint_ends_the_request_alone(start: Start, python: Path, keys: bytes) -> None:
    server = start(python, startup=True)
    server.expect(PROMPT)
    server.type("import views;; break views.home;; continue")
    server.begin()
    for _ in range(2):
        server.ask("/home")
        server.expect(PROMPT)
        server.press(keys)
        ended = {"status": 500, "body": ENDED, "traced": False}
        assert server.answer() == ended
    server.ask("/steps")
    assert server.answer()["body"] == "one two three"
    assert "Traceback" not in server.logged
