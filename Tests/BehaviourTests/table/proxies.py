"""Proxies before and behind."""

from contextlib import closing

from suite.client import connect
from suite.rows import Group, Like, Request, Row, Seen, Site
from suite.sides import Side

BACKEND = "http://127.0.0.1:{backend}"
MOUNTED = Site(
    "proxy mount points",
    ("--proxy-mount-point", "/api", f"{BACKEND}/base/", "--proxy-mount-point", "/slash/", f"{BACKEND}/other"),
)
NESTED = Site(
    "nested proxy mount points",
    ("--proxy-mount-point", "/a", f"{BACKEND}/outer", "--proxy-mount-point", "/a/b", f"{BACKEND}/inner"),
)
SECURE = Site(
    "proxy mount point over TLS",
    (
        *("--https-port", "{tls}", "--server-name", "www.example.test", "--ssl-certificate", "{work}/tls/server"),
        *("--proxy-mount-point", "/api", f"{BACKEND}/base"),
    ),
    has_certificates=True,
)
HOSTS = Site(
    "proxy virtual hosts", ("--server-name", "www.example.test", "--proxy-virtual-host", "api.test", f"{BACKEND}/")
)
TRUSTED = Site(
    "trusted proxy",
    (
        *(
            "--trust-proxy",
            "127.0.0.1",
            "--trust-proxy-header",
            "X-Forwarded-For",
            "--trust-proxy-header",
            "X-Forwarded-Proto",
        ),
        *("--trust-proxy-header", "X-Forwarded-Host", "--trust-proxy-header", "X-Forwarded-Port"),
    ),
)
HEADERS_ONLY = Site(
    "trusted headers", ("--trust-proxy-header", "X-Forwarded-For", "--trust-proxy-header", "X-Forwarded-Proto")
)
OTHER_PROXY = Site(
    "another trusted proxy", ("--trust-proxy", "192.0.2.0/24", "--trust-proxy-header", "X-Forwarded-For")
)
PREFIX = Site("trusted prefix", ("--trust-proxy-header", "X-Script-Name", "--trust-proxy", "127.0.0.1"))
OLD_NAME = Site("the old name of proxy mount points", ("--proxy-url-alias", "/api", f"{BACKEND}/base/"))
ABSENT = Site("a backend that is not there", ("--proxy-mount-point", "/api", "http://127.0.0.1:1/"))

FORWARDED = (("X-Forwarded-For", "192.0.2.7"), ("X-Forwarded-Proto", "https"), ("X-Forwarded-Host", "outside.test"))


def forwarded_headers(side: Side) -> Seen:
    headers = side.get("/api/x").json()["headers"]
    assert isinstance(headers, dict)
    names = (
        "x-forwarded-port",
        "x-forwarded-scheme",
        "x-forwarded-prefix",
        "x-forwarded-host",
        "x-forwarded-for",
        "host",
    )
    return {name: side.normal(str(headers.get(name))) for name in names}


def forwarded_scheme(side: Side) -> Seen:
    headers = side.ask(Request("/api/x", host="www.example.test", over_tls=True)).json()["headers"]
    assert isinstance(headers, dict)
    return {name: side.normal(str(headers.get(name))) for name in ("x-forwarded-scheme", "x-forwarded-port")}


def web_socket(side: Side) -> Seen:
    lines = ["GET /api/socket HTTP/1.1", "Host: x", "Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Key: x"]
    request = "\r\n".join([*lines, "", ""])
    with closing(connect(side.port, 10)) as connection:
        connection.sendall(request.encode())
        head = b""
        while b"\r\n\r\n" not in head and (chunk := connection.recv(1)):
            head += chunk
        connection.sendall(b"frame")
        return {"status": head.split(b"\r\n")[0].decode(), "echo": connection.recv(100).decode()}


GROUP = Group(
    "proxies",
    (
        Row("a mount point", MOUNTED, Request("/api/x/y?z=1"), expect={"status": 200, "json.path": "/base/x/y?z=1"}),
        Row("the root of a mount point", MOUNTED, Request("/api/"), expect={"status": 200, "json.path": "/base/"}),
        Row(
            "a mount point without its slash",
            MOUNTED,
            Request("/api"),
            meant={"status": (302, 308)},
            reason="302 turns a POST into a GET, and what was sent is lost; 308 keeps the method.",
            expect={"Location": "http://127.0.0.1:{port}/api/"},
        ),
        Row(
            "a mount point that was written with a slash",
            MOUNTED,
            Request("/slash/x"),
            meant={"json.path": ("/otherx", "/other/x")},
            reason="The peer joins `/otherx`; whether an address ends in a slash is no decision of anybody's.",
        ),
        Row(
            "a name that begins like a mount point",
            MOUNTED,
            Request("/apiary"),
            expect={"status": 200, "environ.PATH_INFO": "/apiary"},
        ),
        Row("encoded characters", MOUNTED, Request("/api/a%20b"), expect={"json.path": "/base/a%20b"}),
        Row(
            "a redirect of the backend's", MOUNTED, Request("/api/redirect"), sees=("Location",), expect={"status": 302}
        ),
        Row(
            "the headers for the backend",
            MOUNTED,
            forwarded_headers,
            sees=("x-forwarded-host", "x-forwarded-for", "host"),
            expect={"x-forwarded-port": "{port}", "x-forwarded-prefix": "/api"},
            meant={"x-forwarded-scheme": ("None", "http")},
            reason="A backend that is told the scheme in one case should be told in the other.",
        ),
        Row(
            "a WebSocket",
            MOUNTED,
            web_socket,
            expect={"status": "HTTP/1.1 101 Switching Protocols", "echo": "heard frame"},
        ),
        Row("the old name of the option", OLD_NAME, Request("/api/x"), expect={"status": 200, "json.path": "/base/x"}),
        Row("the application beside the proxies", MOUNTED, Request("/"), expect={"environ.PATH_INFO": "/"}),
        Row("the outer of two", NESTED, Request("/a/x"), expect={"status": 200, "json.path": "/outer/x"}),
        Row(
            "the inner of two, named last",
            NESTED,
            Request("/a/b/x"),
            meant={"json.path": ("/outer/b/x", "/inner/x")},
            reason="The longer mount point wins in any order, as with every other pair of addresses.",
        ),
        Row(
            "the scheme for the backend",
            SECURE,
            forwarded_scheme,
            sees=("x-forwarded-port",),
            expect={"x-forwarded-scheme": "https"},
        ),
        Row(
            "a mount point without its slash, over TLS",
            SECURE,
            Request("/api", host="www.example.test:{tls}", over_tls=True),
            meant={
                "status": (302, 308),
                "Location": (
                    Like("^http://www.example.test:{tls}/api/$"),
                    Like("^(https://www.example.test:{tls})?/api/$"),
                ),
            },
            reason=(
                "The peer's redirect leads from https to http at the port that speaks TLS, which ends in an error."
            ),
        ),
        Row("a virtual host", HOSTS, Request("/x", host="api.test"), expect={"status": 200, "json.path": "/x"}),
        Row(
            "the application's own host",
            HOSTS,
            Request("/x", host="www.example.test"),
            expect={"status": 200, "environ.PATH_INFO": "/x"},
        ),
        Row("no backend", ABSENT, Request("/api/x"), sees=("status",)),
        Row(
            "a trusted proxy: the client",
            TRUSTED,
            Request(headers=FORWARDED),
            expect={"environ.REMOTE_ADDR": "192.0.2.7"},
        ),
        Row(
            "a trusted proxy: the scheme",
            TRUSTED,
            Request(headers=FORWARDED),
            sees=("environ.HTTPS",),
            expect={"environ.wsgi.url_scheme": "https"},
        ),
        Row(
            "a trusted proxy: the host",
            TRUSTED,
            Request(headers=FORWARDED),
            expect={"environ.HTTP_HOST": "outside.test"},
        ),
        Row(
            "a trusted proxy: a chain of clients",
            TRUSTED,
            Request(headers=(("X-Forwarded-For", "198.51.100.1, 192.0.2.7"),)),
            sees=("environ.REMOTE_ADDR", "environ.HTTP_X_FORWARDED_FOR"),
        ),
        Row(
            "a trusted proxy: headers that were not named are hidden",
            TRUSTED,
            Request(headers=(("X-Forwarded-Ssl", "on"), ("X-Client-Ip", "192.0.2.8"))),
            sees=(
                "environ.HTTP_X_FORWARDED_SSL",
                "environ.HTTP_X_CLIENT_IP",
                "environ.REMOTE_ADDR",
                "environ.wsgi.url_scheme",
            ),
        ),
        Row(
            "trusted headers from anybody",
            HEADERS_ONLY,
            Request(headers=FORWARDED),
            sees=("environ.REMOTE_ADDR", "environ.wsgi.url_scheme"),
        ),
        Row(
            "the proxy is another",
            OTHER_PROXY,
            Request(headers=FORWARDED),
            sees=("environ.HTTP_X_FORWARDED_FOR",),
            expect={"environ.REMOTE_ADDR": "127.0.0.1"},
        ),
        Row(
            "a trusted prefix",
            PREFIX,
            Request("/x", headers=(("X-Script-Name", "/prefix"),)),
            sees=("environ.SCRIPT_NAME", "environ.PATH_INFO"),
        ),
    ),
)
