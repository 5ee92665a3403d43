"""The debuggers on a terminal, with requests on threads that `threading` has not made."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from .apache_model import Model
from .debug_adapter_client import DebugAdapterClient
from .interpreters import has_module, interpreters

PROMPT = r"\(Pdb\) "

APPLICATION = """
import os, sys, views

def application(environ, start_response):
    path = environ["PATH_INFO"].strip("/")
    start_response("200 OK", [("Content-Type", "text/plain")])
    return getattr(views, path)()
"""
VIEWS = """
def home():
    number = 41
    number += 1
    text = str(number)
    return [text.encode()]

def fails():
    secret = "sesame"
    raise LookupError("no book in the shelf")

def chained():
    try:
        {}["missing"]
    except KeyError as error:
        raise ValueError("chained") from error

def stream():
    yield b"one "
    piece = b"two "
    yield piece
    raise LookupError("torn")

def steps():
    yield b"one "
    piece = b"two "
    yield piece
    last = b"three"
    yield last

class Closes:
    def __iter__(self):
        return iter([b"all"])
    def close(self):
        kept = "a file"
        raise OSError("cannot close")

def closes():
    return Closes()

def leaves():
    raise SystemExit(3)

def gone():
    try:
        raise OSError("Apache/mod_wsgi failed to write response data: Broken pipe.")
    except OSError as error:
        raise RuntimeError("wrapped") from error

def stops():
    number = 1
    breakpoint()
    number += 1
    return [str(number).encode()]

def stops_in_stream():
    yield b"one "
    breakpoint()
    yield b"two"

def stops_before_stream():
    breakpoint()
    yield b"one"

def guarded():
    try:
        breakpoint()
        value = 1
    except Exception:
        return [b"swallowed"]
    return [b"fine"]

def own_pdb():
    import pdb; pdb.set_trace()
    return [b"fine"]

def redirects():
    import contextlib, io
    with contextlib.redirect_stdout(io.StringIO()):
        raise LookupError("hidden output")

def thread():
    import threading
    def work():
        inner = "in the thread"
        breakpoint()
        inner = "done"
    worker = threading.Thread(target=work)
    worker.start()
    worker.join()
    return [b"joined"]

def steers():
    raise LookupError("\\x1b]0;stolen\\x07")
"""


def version(python: Path) -> tuple[int, int]:
    code = "import sys; print(*sys.version_info[:2])"
    major, minor = subprocess.run([python, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    return int(major), int(minor)


@pytest.fixture(params=interpreters())
def python(request: pytest.FixtureRequest) -> Path:
    return Path(request.param)


Start = Callable[..., Model]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Starts a model server."""
    models: list[Model] = []

    def begin(python: Path | str = sys.executable, views: str = VIEWS, **options: Any) -> Model:
        (tmp_path / "views.py").write_text(views)
        directory = tmp_path / f"server{len(models)}"
        variables = {"PYTHONPATH": str(tmp_path), **options.pop("variables", {})}
        models.append(Model(directory, APPLICATION, python, variables, **{"name": "pdb", **options}))
        return models[-1]

    yield begin
    for model in models:
        model.put_away()


# After an exception


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
    if version(python) >= (3, 11):  # before, an exception that goes on keeps the frames that it has passed
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
    if version(python) >= (3, 13):
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


# At the start


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
        ended = {"status": 500, "body": "The request was ended in the debugger.\n", "traced": False}
        assert server.answer() == ended
    server.ask("/steps")
    assert server.answer()["body"] == "one two three"
    assert "Traceback" not in server.logged


# breakpoint()


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
    assert server.answer()["body"] == "The request was ended in the debugger.\n"
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
        ("/stops_before_stream", {"status": 500, "body": "The request was ended in the debugger.\n", "traced": False}),
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
    assert server.answer()["body"] == "The request was ended in the debugger.\n"


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


# The terminal


def test_a_terminal_that_is_closed_ends_the_request(start: Start, python: Path) -> None:
    server = start(python)
    server.begin()
    server.ask("/stops")
    server.expect(PROMPT)
    os.dup2(server.inner, server._window)  # the last descriptor of the window's side
    assert server.answer()["status"] == 500


# The other debuggers


def interpreters_with(name: str) -> list[Any]:
    """Those that have the package."""
    return [python for python in interpreters() if has_module(python.values[0], name)]


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
    assert server.answer()["body"] == "The request was ended in the debugger.\n"
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
    assert server.answer()["body"] == "The request was ended in the debugger.\n"
    server.assert_sane()


@pytest.mark.parametrize("python", interpreters_with("debugpy"))
def test_an_editor_attaches_and_stops_in_a_view(start: Start, python: Path, tmp_path: Path) -> None:
    server = start(python, name="debugpy", port=0)
    entry = json.loads(server.expect(r'(?s)below "configurations":\n(\{.*?\n\})\n')[1])
    assert entry["type"] == "debugpy" and entry["request"] == "attach"
    [mapping] = entry["pathMappings"]
    assert mapping["remoteRoot"] == str(tmp_path / "server0" / "site")
    assert entry["connect"]["host"] == "127.0.0.1"
    editor = DebugAdapterClient(entry["connect"]["port"])
    views = tmp_path / "views.py"
    editor.attach(views, [4], filters=["uncaught"])
    server.begin()
    for _ in range(2):
        server.ask("/home")
        thread, frame, reason = editor.stopped()
        assert (frame["name"], frame["line"], reason) == ("home", 4, "breakpoint")
        assert editor.local_variables(frame)["number"] == "41"
        editor.request("next", threadId=thread)
        thread, frame, reason = editor.stopped()
        assert frame["line"] == 5
        editor.request("continue", threadId=thread)
        assert server.answer()["body"] == "42"
    server.ask("/stops")
    thread, frame, _ = editor.stopped()
    assert frame["name"] == "stops"
    editor.request("continue", threadId=thread)
    assert server.answer()["body"] == "2"
    server.ask("/fails")
    thread, frame, reason = editor.stopped()
    assert (frame["name"], reason) == ("fails", "exception")
    assert editor.local_variables(frame)["secret"] == "'sesame'"
    editor.request("continue", threadId=thread)
    assert server.answer()["error"] == "LookupError"
    editor.request("disconnect", terminateDebuggee=False)
    editor.close()
    server.ask("/home")
    assert server.answer()["body"] == "42"
    again = DebugAdapterClient(entry["connect"]["port"])
    again.attach(views, [3])
    server.ask("/home")
    thread, frame, _ = again.stopped()
    assert frame["line"] == 3
    again.request("continue", threadId=thread)
    assert server.answer()["body"] == "42"
    again.close()
    assert "Debugger warning" not in server.logged


def test_a_port_that_is_taken_is_explained(start: Start) -> None:
    if not interpreters_with("debugpy"):
        pytest.skip("debugpy is not installed")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        server = start(interpreters_with("debugpy")[0].values[0], name="debugpy", port=port)
        server.popen.wait(20)
        server.wait_for_the_log()
    last = server.logged.rstrip().splitlines()[-1]
    assert f"debugpy cannot listen on 127.0.0.1:{port}: Address already in use; name another port" in last


# What is not there


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


def test_without_post_mortem_breakpoint_stops_and_an_exception_does_not(start: Start) -> None:
    server = start(post_mortem=False)
    server.begin()
    server.ask("/fails")
    assert server.answer()["status"] == 500
    server.ask("/stops")
    server.expect(PROMPT)
    server.type("c")
    assert server.answer()["body"] == "2"
