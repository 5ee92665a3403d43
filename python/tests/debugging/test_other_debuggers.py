"""The debuggers that are packages of their own: at the terminal, and when they are not installed."""

from __future__ import annotations

from pathlib import Path

import pytest

from ..interpreters import interpreters_with
from .conftest import ENDED, Start


@pytest.mark.parametrize("python", interpreters_with("ipdb"))
def test_ipdb_does_all_of_it(start: Start, python: Path) -> None:
    prompt = "ipdb> "
    server = start(python, name="ipdb", startup=True)
    for line in ("import views", "break views.home", "continue"):
        server.expect(prompt)
        server.type(line)
    server.begin()
    for _ in range(2):
        server.ask("/home")
        server.expect("number = 41")
        server.expect(prompt)
        server.type("next")
        server.expect(prompt)
        server.type("p locals()")
        server.expect(r"\{'number': 41\}")
        server.expect(prompt)
        server.type("continue")
        assert server.answer()["body"] == "42"
    server.ask("/stops")
    server.expect(prompt)
    server.type("p number + 100")
    server.expect("101")
    server.expect(prompt)
    server.type("q")
    assert server.answer()["body"] == ENDED
    server.ask("/stream")
    server.expect("LookupError: torn")
    server.expect(prompt)
    server.type("p piece")
    server.expect("b'two '")
    server.expect(prompt)
    server.press(b"\x04")
    assert server.answer()["error"] == "LookupError"
    assert "skipped" not in server.screen
    server.assert_sane()


@pytest.mark.parametrize("python", interpreters_with("pudb"))
def test_pudb_shows_a_breakpoint_and_an_exception(start: Start, python: Path, tmp_path: Path) -> None:
    settings = tmp_path / "pudb" / "pudb.cfg"
    settings.parent.mkdir()
    settings.write_text("[pudb]\nseen_welcome = e999\nprompt_on_quit = False\n")
    server = start(python, name="pudb", startup=True, variables={"XDG_CONFIG_HOME": str(tmp_path)})
    server.expect("m: open a module")
    server.press(b"c")
    server.begin()
    server.ask("/stops")
    server.expect("PuDB .*n:next")
    server.expect("stops")
    server.press(b"n")
    server.expect("number")
    server.press(b"c")
    assert server.answer() == {"status": 200, "body": "2", "traced": False}
    server.ask("/fails")
    server.expect("LookupError: no book in the shelf")
    server.expect("Program Terminated for Uncaught Exception")
    server.press(b"\n")
    server.expect("POST-MORTEM")
    server.press(b"q")
    assert server.answer()["error"] == "LookupError"
    server.ask("/stops_before_stream")
    server.expect("PuDB .*n:next")
    server.press(b"q")
    assert server.answer()["body"] == ENDED
    server.assert_sane()


@pytest.mark.parametrize("name", ["ipdb", "pudb", "debugpy"])
def test_a_debugger_that_is_not_installed_is_explained(start: Start, tmp_path: Path, name: str) -> None:
    hide = f"import sys\nsys.modules['{name}'] = None\n"
    (tmp_path / "sitecustomize.py").write_text(hide)
    server = start(name=name)
    server.popen.wait(20)
    server.wait_for_the_log()
    last = server.logged.rstrip().splitlines()[-1]
    assert f"the debugger '{name}' is not installed in this Python environment; install it with: " in last
    assert last.endswith(f"-m pip install {name}")
