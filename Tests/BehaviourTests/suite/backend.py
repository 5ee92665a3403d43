"""A web server behind the proxies: says what it was asked, redirects to itself, echoes streams like WebSockets."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "Backend"
    sys_version = ""

    def do_GET(self) -> None:
        if self.headers.get("Upgrade", "").lower() == "websocket":
            self._echo_stream()
        elif self.path.endswith("/redirect"):
            here = self.connection.getsockname()[1]
            self._answer(302, b"", Location=f"http://127.0.0.1:{here}/elsewhere/")
        else:
            body = json.dumps(
                {"path": self.path, "headers": {name.lower(): value for name, value in self.headers.items()}}
            )
            self._answer(200, body.encode(), **{"Content-Type": "application/json"})

    def _answer(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _echo_stream(self) -> None:
        self.send_response(101)
        self.send_header("Upgrade", "websocket")
        self.send_header("Connection", "Upgrade")
        self.end_headers()
        self.close_connection = True
        self.connection.settimeout(10)
        while heard := self.connection.recv(1000):
            self.connection.sendall(b"heard " + heard)

    def log_message(self, format: str, *arguments: object) -> None:
        pass


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        pass  # A proxy that goes away in the middle is no news.


@contextmanager
def backend() -> Iterator[int]:
    """The port at which it listens."""
    server = _Server(("127.0.0.1", 0), _Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    yield server.server_port
    server.shutdown()
    thread.join()
    server.server_close()
