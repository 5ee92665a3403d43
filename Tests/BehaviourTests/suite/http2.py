"""As much of HTTP/2 as one GET needs. Source: RFC 9113 and RFC 7541."""

import struct
from contextlib import closing
from typing import TYPE_CHECKING

from suite.client import connect, secured

if TYPE_CHECKING:
    import socket

    from suite.sides import Side

_DATA, _HEADERS, _RESET, _SETTINGS, _GO_AWAY = 0, 1, 3, 4, 7
_END_STREAM, _END_HEADERS, _ACKNOWLEDGED = 1, 4, 1
_INDEXED_STATUS = {0x88: 200, 0x89: 204, 0x8A: 206, 0x8B: 304, 0x8C: 400, 0x8D: 404, 0x8E: 500}


def ask_over_http2(side: "Side", path: str, *, over_tls: bool) -> tuple[int, bytes]:
    """The status and the body of a GET, the protocol agreed on in the TLS handshake or known before."""
    plain = connect(side.tls_port if over_tls else side.port)
    with closing(plain):
        connection: socket.socket = plain
        if over_tls:
            secure = secured(plain, "www.example.test", protocols=("h2", "http/1.1"))
            assert secure.selected_alpn_protocol() == "h2", f"the server speaks {secure.selected_alpn_protocol()}"
            connection = secure
        with closing(connection):
            return _get(connection, "https" if over_tls else "http", path)


def _get(connection: "socket.socket", scheme: str, path: str) -> tuple[int, bytes]:
    fields = {":method": "GET", ":scheme": scheme, ":authority": "www.example.test", ":path": path}
    block = b"".join(b"\0" + _text(name) + _text(value) for name, value in fields.items())
    connection.sendall(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + _frame(_SETTINGS, 0, 0, b""))
    connection.sendall(_frame(_HEADERS, _END_STREAM | _END_HEADERS, 1, block))
    status, body = 0, b""
    while True:
        length, kind, flags, stream = struct.unpack("!IBBI", b"\0" + _read(connection, 9))
        payload = _read(connection, length)
        if kind == _SETTINGS and not flags & _ACKNOWLEDGED:
            connection.sendall(_frame(_SETTINGS, _ACKNOWLEDGED, 0, b""))
        elif kind in (_RESET, _GO_AWAY):
            raise AssertionError(f"the server ends the stream: {payload!r}")
        elif stream == 1 and kind == _HEADERS:
            # A size update of the table of header names may come first.
            status = next((_INDEXED_STATUS[byte] for byte in payload[:3] if byte in _INDEXED_STATUS), -1)
        elif stream == 1 and kind == _DATA:
            body += payload
        if stream == 1 and flags & _END_STREAM and kind in (_HEADERS, _DATA):
            return status, body


def _text(text: str) -> bytes:
    assert len(text) < 127
    return bytes([len(text)]) + text.encode()


def _frame(kind: int, flags: int, stream: int, payload: bytes) -> bytes:
    return struct.pack("!IBBI", len(payload), kind, flags, stream)[1:] + payload


def _read(connection: "socket.socket", length: int) -> bytes:
    received = b""
    while len(received) < length:
        chunk = connection.recv(length - len(received))
        assert chunk, "the server has closed the connection"
        received += chunk
    return received
