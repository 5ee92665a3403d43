"""The connection and the protocol: methods, versions, keep-alive, HTTP/2."""

import time
from contextlib import closing

from suite.client import connect, receive, serialised
from suite.http2 import ask_over_http2
from suite.rows import Group, Request, Row, Seen, Site
from suite.sides import Side
from table.sites import PLAIN

BRIEF = Site("keep-alive for one second", ("--keep-alive-timeout", "1"))
NO_KEEP_ALIVE = Site("no keep-alive", ("--keep-alive-timeout", "0"))
HTTP2 = Site(
    "http2",
    (
        *("--http2", "--server-name", "www.example.test", "--allow-localhost"),
        *("--https-port", "{tls}", "--ssl-certificate", "{work}/tls/server"),
    ),
    has_certificates=True,
)


def two_on_one_connection(side: Side) -> Seen:
    first, second = side.talk([Request("/first"), Request("/second")])
    ports = [answer.environ["REMOTE_PORT"] for answer in (first, second)]
    return {
        "first": first.environ["PATH_INFO"],
        "second": second.environ["PATH_INFO"],
        "same connection": ports[0] == ports[1],
    }


def idle_time(side: Side) -> Seen:
    """How long the server lets an idle connection stand."""
    with closing(connect(side.port)) as connection:
        connection.sendall(serialised(Request("/"), f"127.0.0.1:{side.port}", keep_alive=True))
        announced = receive(connection).header("Connection")
        started = time.monotonic()
        connection.settimeout(8)
        try:
            rest = connection.recv(10)
        except TimeoutError:
            rest = b"nothing for 8 s"
        return {"connection": announced, "rest": rest, "seconds": round(time.monotonic() - started)}


def pipelined(side: Side) -> Seen:
    requests = b"GET /1 HTTP/1.1\r\nHost: x\r\n\r\nGET /2 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
    received = side.send(requests)
    return {"answers": received.count(b"HTTP/1.1 200 OK"), "in order": received.find(b'"/1"') < received.find(b'"/2"')}


def without_host(side: Side) -> Seen:
    return {"first line": side.send(b"GET / HTTP/1.1\r\n\r\n").split(b"\r\n")[0].decode()}


def expecting_continue(side: Side) -> Seen:
    head = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n"
    with closing(connect(side.port, 10)) as connection:
        connection.sendall(head)
        interim = connection.recv(25)
        connection.sendall(b"body")
        return {"interim": interim.split(b"\r\n")[0].decode(), "body": receive(connection).json()["body"]}


def over_cleartext_http2(side: Side) -> Seen:
    status, body = ask_over_http2(side, "/over/h2", over_tls=False)
    return {"status": status, "protocol": b'"SERVER_PROTOCOL": "HTTP/2.0"' in body, "path": b'"/over/h2"' in body}


def over_tls_http2(side: Side) -> Seen:
    status, body = ask_over_http2(side, "/over/h2", over_tls=True)
    return {"status": status, "protocol": b'"SERVER_PROTOCOL": "HTTP/2.0"' in body, "scheme": b'"https"' in body}


GROUP = Group(
    "listening",
    (
        Row("GET", PLAIN, sees=("reason", "Content-Type", "Server"), expect={"status": 200, "Server": "Apache"}),
        Row("HTTP/1.0", PLAIN, Request(version="HTTP/1.0"), expect={"environ.SERVER_PROTOCOL": "HTTP/1.0"}),
        Row("HTTP/1.1 without a host", PLAIN, without_host, expect={"first line": "HTTP/1.1 400 Bad Request"}),
        Row("two requests on one connection", PLAIN, two_on_one_connection, expect={"same connection": True}),
        Row("pipelined requests", PLAIN, pipelined, expect={"answers": 2, "in order": True}),
        Row(
            "an idle connection by default", PLAIN, idle_time, sees=("connection",), expect={"rest": b"", "seconds": 2}
        ),
        Row("an idle connection as told", BRIEF, idle_time, sees=("connection",), expect={"rest": b"", "seconds": 1}),
        Row("no keep-alive", NO_KEEP_ALIVE, idle_time, expect={"connection": "close", "rest": b"", "seconds": 0}),
        Row(
            "TRACE",
            PLAIN,
            Request(method="TRACE", headers=(("Cookie", "session=secret"),)),
            meant={"status": (200, 405)},
            reason=(
                "TRACE sends the request's cookies back to scripts that must not see them; Apache's own "
                "hardening guides switch it off."
            ),
        ),
        Row(
            "OPTIONS reaches the application",
            PLAIN,
            Request(method="OPTIONS"),
            expect={"environ.REQUEST_METHOD": "OPTIONS"},
        ),
        Row("PATCH reaches the application", PLAIN, Request(method="PATCH", body=b"x"), expect={"json.body": "x"}),
        Row("an unheard-of method", PLAIN, Request(method="BREW"), sees=("status", "environ.REQUEST_METHOD")),
        Row(
            "Expect: 100-continue",
            PLAIN,
            expecting_continue,
            expect={"interim": "HTTP/1.1 100 Continue", "body": "body"},
        ),
        Row(
            "HTTP/2 in clear text", HTTP2, over_cleartext_http2, expect={"status": 200, "protocol": True, "path": True}
        ),
        Row("HTTP/2 over TLS", HTTP2, over_tls_http2, expect={"status": 200, "protocol": True, "scheme": True}),
    ),
)
