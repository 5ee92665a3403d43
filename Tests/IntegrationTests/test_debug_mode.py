"""The debugger of a real server: what it shows on a real terminal, and to an editor."""

import json
import sys

from harness.debugged import PROMPT, Debugged, StartDebugging, lost
from harness.environments import REPOSITORY
from harness.laboratory import Laboratory

sys.path.append(str(REPOSITORY / "python"))
from tests.debug_adapter_client import DebugAdapterClient


def test_an_exception_in_a_view_is_examined(start_debugging: StartDebugging) -> None:
    server = start_debugging()
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


def test_an_exception_in_a_stream_is_examined(start_debugging: StartDebugging) -> None:
    server = start_debugging()
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


def test_a_breakpoint_set_at_the_start_stops_the_requests(start_debugging: StartDebugging) -> None:
    server = start_debugging("--debugger-startup")
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


def test_breakpoint_stops_in_a_view(start_debugging: StartDebugging) -> None:
    server = start_debugging()
    server.serve()
    answer = server.ask("/stops")
    server.expect(r"stops\(\)\n.*\n" + PROMPT)
    server.type("p number")
    server.expect(r"1\n" + PROMPT)
    server.type("c")
    assert answer.result(20).text == "2"
    server.stop()


def test_a_call_of_pdb_stops_in_a_view_without_a_word_in_the_log(start_debugging: StartDebugging) -> None:
    server = start_debugging()
    server.serve()
    answer = server.ask("/calls_pdb")
    server.expect(PROMPT)
    server.type("c")
    assert answer.result(20).text == "done"
    server.stop()
    server.terminal.assert_quiet("(?i)callback|ignored")


def test_an_editor_attaches(start_debugging: StartDebugging) -> None:
    server = start_debugging("--debugger", "debugpy", "--debugger-port", "0")
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


def test_control_c_while_the_server_waits_for_an_editor(start_debugging: StartDebugging) -> None:
    server = start_debugging("--debugger", "debugpy", "--debugger-port", "0")
    server.expect("waits for an editor")
    server.stop()
