"""An editor attaches to the application by the debug adapter protocol."""

from __future__ import annotations

import json
import socket
from pathlib import Path

import pytest

from ..debug_adapter_client import DebugAdapterClient
from ..interpreters import interpreters_with
from .conftest import Start


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
