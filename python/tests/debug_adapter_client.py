"""An editor as debugpy sees it: a client of the Debug Adapter Protocol, with as much of it as the tests need.

Source: https://microsoft.github.io/debug-adapter-protocol/specification.
"""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any


class DebugAdapterClient:
    """One connection to a debug adapter."""

    def __init__(self, port: int) -> None:
        self._socket = _connect(port)
        self._received = b""
        self._number = 0
        self._events: list[dict[str, Any]] = []

    def attach(self, file: Path, lines: list[int], filters: list[str] | None = None, **more: Any) -> None:
        """The opening of every session: capabilities, attaching, breakpoints, and the word that all is set."""
        self.request("initialize", clientID="tests", adapterID="debugpy", pathFormat="path", linesStartAt1=True)
        attaching = self._send("attach", {"name": "tests", "justMyCode": True, **more})
        self.event("initialized")
        self.set_breakpoints(file, lines)
        self.request("setExceptionBreakpoints", filters=filters or [])
        self.request("configurationDone")
        self._response(attaching)

    def set_breakpoints(self, file: Path, lines: list[int]) -> None:
        places = [{"line": line} for line in lines]
        answer = self.request("setBreakpoints", source={"path": str(file)}, breakpoints=places)
        assert [place["verified"] for place in answer["breakpoints"]] == [True] * len(lines), answer

    def stopped(self) -> tuple[int, dict[str, Any], str]:
        """Waits for a stop: the thread, its top frame, and the reason."""
        body = self.event("stopped")
        trace = self.request("stackTrace", threadId=body["threadId"])
        return body["threadId"], trace["stackFrames"][0], body["reason"]

    def local_variables(self, frame: dict[str, Any]) -> dict[str, str]:
        scopes = self.request("scopes", frameId=frame["id"])["scopes"]
        [reference] = [scope["variablesReference"] for scope in scopes if scope["name"] == "Locals"]
        variables = self.request("variables", variablesReference=reference)["variables"]
        return {variable["name"]: variable["value"] for variable in variables}

    def request(self, command: str, **arguments: Any) -> Any:
        return self._response(self._send(command, arguments))

    def event(self, name: str) -> Any:
        """The body of the next event of that name, which may have come already."""
        return self._wait(lambda message: message["type"] == "event" and message["event"] == name)["body"]

    def close(self) -> None:
        self._socket.close()

    def _send(self, command: str, arguments: dict[str, Any]) -> int:
        self._number += 1
        message = {"seq": self._number, "type": "request", "command": command, "arguments": arguments}
        content = json.dumps(message).encode()
        self._socket.sendall(b"Content-Length: %d\r\n\r\n%s" % (len(content), content))
        return self._number

    def _response(self, number: int) -> Any:
        answer = self._wait(lambda message: message["type"] == "response" and message["request_seq"] == number)
        assert answer["success"], answer
        return answer.get("body")

    def _wait(self, wanted: Callable[[dict[str, Any]], bool], within: float = 20) -> dict[str, Any]:
        deadline = time.monotonic() + within
        while True:
            for message in self._events:
                if wanted(message):
                    self._events.remove(message)
                    return message
            assert time.monotonic() < deadline, self._events
            self._events.append({"body": None, **self._read()})

    def _read(self) -> dict[str, Any]:
        while b"\r\n\r\n" not in self._received:
            self._more()
        head, _, rest = self._received.partition(b"\r\n\r\n")
        length = int(head.partition(b"Content-Length:")[2].split()[0])
        while len(rest) < length:
            self._more()
            rest = self._received.partition(b"\r\n\r\n")[2]
        self._received = rest[length:]
        message: dict[str, Any] = json.loads(rest[:length])
        return message

    def _more(self) -> None:
        chunk = self._socket.recv(65536)
        assert chunk, "the debug adapter has hung up"
        self._received += chunk


def _connect(port: int) -> socket.socket:
    """The connection. debugpy may need a moment from its word that it listens until it does."""
    for _ in range(200):
        try:
            return socket.create_connection(("127.0.0.1", port), timeout=20)
        except ConnectionRefusedError:
            time.sleep(0.02)
    raise AssertionError(f"nobody listens at port {port}")
