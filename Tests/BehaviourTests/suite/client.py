"""A client that sends what it is told, byte for byte, and normalises nothing."""

import http.client
import json
import socket
import ssl
from dataclasses import dataclass

from suite.rows import Request


@dataclass(frozen=True)
class Answer:
    """One response."""

    status: int
    reason: str
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def header(self, name: str) -> str | None:
        values = [value for key, value in self.headers if key.lower() == name.lower()]
        return ", ".join(values) if values else None

    def json(self) -> dict[str, object]:
        """What the application says it was given; nothing where somebody else has answered."""
        if (self.header("Content-Type") or "").partition(";")[0] != "application/json" or not self.body:
            return {}
        found = json.loads(self.body)
        assert isinstance(found, dict)
        return found

    @property
    def environ(self) -> dict[str, object]:
        environ = self.json().get("environ", {})
        assert isinstance(environ, dict)
        return environ


def serialised(request: Request, host: str, *, keep_alive: bool = False) -> bytes:
    """The bytes of REQUEST as they go over the wire."""
    lines = [f"{request.method} {request.path} {request.version}"]
    given = {name.lower() for name, _ in request.headers}
    if "host" not in given and request.version != "HTTP/1.0":
        lines.append(f"Host: {request.host or host}")
    lines += [f"{name}: {value}" for name, value in request.headers]
    if not keep_alive and "connection" not in given:
        lines.append("Connection: close")
    body = request.body or b""
    if request.chunks is not None:
        lines.append("Transfer-Encoding: chunked")
        body = b"".join(b"%x\r\n%s\r\n" % (len(chunk), chunk) for chunk in request.chunks) + b"0\r\n\r\n"
    elif request.body is not None and "content-length" not in given:
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body


def receive(connection: socket.socket, method: str = "GET") -> Answer:
    """The next response on CONNECTION."""
    response = http.client.HTTPResponse(connection, method=method)
    try:
        response.begin()
        body = response.read()
        return Answer(response.status, response.reason, tuple(response.getheaders()), body)
    finally:
        response.close()


def connect(port: int, timeout: float = 30) -> socket.socket:
    return socket.create_connection(("127.0.0.1", port), timeout=timeout)


def secured(
    connection: socket.socket, name: str, *, certificate: tuple[str, str] | None = None, protocols: tuple[str, ...] = ()
) -> ssl.SSLSocket:
    """CONNECTION with TLS, for the host NAME; whom the server is, is not asked."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    # How a server that speaks TLS 1.3 asks for a certificate once it knows the path.
    context.post_handshake_auth = True
    if certificate:
        context.load_cert_chain(*certificate)
    if protocols:
        context.set_alpn_protocols(list(protocols))
    return context.wrap_socket(connection, server_hostname=name)
