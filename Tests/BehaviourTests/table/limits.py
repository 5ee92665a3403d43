"""Limits and timeouts: what is too much, too slow, too late."""

import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

from suite.client import connect
from suite.rows import Ask, Group, Request, Row, Seen, Site
from suite.sides import Side

BODY = Site("limit for bodies", ("--limit-request-body", "1000"))
CHUNKED = Site("chunked requests", ("--chunked-request", "--limit-request-body", "1000"))
NOT_CHUNKED = Site("no chunked requests")
SLOW_CLIENTS = Site(
    "slow clients",
    (
        *("--header-timeout", "1", "--header-max-timeout", "2", "--header-min-rate", "500"),
        *("--body-timeout", "1", "--body-max-timeout", "2", "--body-min-rate", "500"),
    ),
)
REQUEST = Site(
    "request timeout",
    (
        *("--request-timeout", "1", "--threads", "1", "--graceful-timeout", "1", "--shutdown-timeout", "1"),
        *("--eviction-timeout", "1"),
    ),
)
INTERRUPT = Site(
    "interrupt timeout",
    ("--request-timeout", "1", "--threads", "1", "--interrupt-timeout", "3", "--graceful-timeout", "1"),
)
SOCKET = Site("socket timeout", ("--socket-timeout", "1"))
QUEUE = Site("queue timeout", ("--queue-timeout", "1", "--threads", "1", "--daemon-backlog", "10"))
BUFFERS = Site(
    "buffers",
    (
        *(
            "--header-buffer-size",
            "65536",
            "--response-buffer-size",
            "70000",
            "--send-buffer-size",
            "8192",
            "--processes",
            "1",
        ),
        *("--receive-buffer-size", "8192", "--response-flush-delay", "1", "--response-socket-timeout", "20"),
        *("--server-backlog", "100", "--connect-timeout", "5"),
    ),
)
PROXY = Site("proxy timeout", ("--proxy-timeout", "1", "--proxy-mount-point", "/api", "http://127.0.0.1:{backend}/"))


def partial(data: bytes) -> Ask:
    """What comes of a request that never ends, and after how many seconds."""

    def ask(side: Side) -> Seen:
        started = time.monotonic()
        with closing(connect(side.port, 8)) as connection:
            connection.sendall(data)
            answer = b""
            while chunk := connection.recv(10_000):
                answer += chunk
        first = answer.split(b"\r\n")[0].decode()
        return {"first line": first, "within 4 s": time.monotonic() - started < 4}

    return ask


def timed(path: str, limit: float) -> Ask:
    def ask(side: Side) -> Seen:
        started = time.monotonic()
        answer = side.get(path)
        return {"status": answer.status, "in time": time.monotonic() - started < limit}

    return ask


def process_after_a_stuck_request(side: Side) -> Seen:
    before = side.get().json()["pid"]
    status = side.get("/?do=naps&seconds=30").status
    return {"status": status, "same process": side.get().json()["pid"] == before}


def waiting_in_line(side: Side) -> Seen:
    """The second of two requests that a single thread cannot serve in time."""
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(side.get, "/?do=sleep&seconds=2.5")
        time.sleep(0.3)
        second = pool.submit(side.get, "/")
        return {"first": first.result().status, "second": second.result().status}


def big_header(side: Side) -> Seen:
    """A response with a big header needs a big header buffer."""
    answer = side.get("/?do=header&size=40000")
    return {"status": answer.status, "length": len(answer.header("X-Big") or "")}


GROUP = Group(
    "limits",
    (
        Row(
            "a body within the limit",
            BODY,
            Request(method="POST", body=b"x" * 1000),
            expect={"status": 200, "json.body": "x" * 1000},
        ),
        Row(
            "a body over the limit",
            BODY,
            Request(method="POST", body=b"x" * 1001),
            sees=("Content-Type",),
            expect={"status": 413},
        ),
        Row(
            "the limit by default",
            NOT_CHUNKED,
            Request(method="POST", headers=(("Content-Length", "10485761"),), body=b""),
            expect={"status": 413},
            defaults_of=("--limit-request-body",),
        ),
        Row(
            "a chunked body",
            CHUNKED,
            Request(method="POST", chunks=(b"one ", b"two")),
            expect={"status": 200, "json.body": "one two"},
        ),
        Row(
            "a chunked body over the limit",
            CHUNKED,
            Request(method="POST", chunks=(b"x" * 600, b"x" * 600)),
            sees=("status",),
        ),
        Row(
            "a chunked body where none is wanted",
            NOT_CHUNKED,
            Request(method="POST", chunks=(b"one ", b"two")),
            sees=("status",),
        ),
        Row(
            "a header that never ends",
            SLOW_CLIENTS,
            partial(b"GET / HTTP/1.1\r\nHost: x\r\nX-"),
            sees=("first line",),
            expect={"within 4 s": True},
        ),
        Row(
            "a body that never ends",
            SLOW_CLIENTS,
            partial(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc"),
            sees=("first line",),
            expect={"within 4 s": True},
        ),
        Row("a quick client", SLOW_CLIENTS, Request(method="POST", body=b"abc"), expect={"json.body": "abc"}),
        Row(
            "a request that takes too long",
            REQUEST,
            process_after_a_stuck_request,
            sees=("status",),
            expect={"same process": False},
        ),
        Row(
            "a request that is interrupted",
            INTERRUPT,
            process_after_a_stuck_request,
            expect={"status": 504, "same process": True},
        ),
        Row(
            "a response that is too late for the socket",
            SOCKET,
            timed("/?do=sleep&seconds=3", 2.5),
            sees=("status",),
            expect={"in time": True},
        ),
        Row("a response in time", SOCKET, timed("/?do=sleep&seconds=0.2", 2), expect={"status": 200}),
        Row("a request that waits too long in line", QUEUE, waiting_in_line, expect={"first": 200}, sees=("second",)),
        Row(
            "buffers: a big answer", BUFFERS, Request("/?do=big&size=500000"), expect={"status": 200, "length": 500_000}
        ),
        Row("buffers: a big header", BUFFERS, big_header, expect={"status": 200, "length": 40_000}),
        Row("a header that is too big for the buffer", NOT_CHUNKED, big_header, sees=("status",)),
        Row("a backend in time", PROXY, Request("/api/x"), expect={"status": 200, "json.path": "/x"}),
    ),
)
