"""Server names: which host reaches the application, www redirection."""

from suite.rows import Group, Request, Row, Site
from table.tls import PATHLESS

NAMED = Site("server name", ("--server-name", "example.test"))
WWW = Site(
    "www", ("--server-name", "www.example.test", "--server-alias", "*.other.test", "--server-alias", "alias.test")
)
LOCAL = Site("allow localhost", ("--server-name", "www.example.test", "--allow-localhost"))

GROUP = Group(
    "hosts",
    (
        Row(
            "the named host",
            NAMED,
            Request("/x", host="example.test"),
            sees=("environ.SERVER_PORT",),
            expect={"status": 200, "environ.SERVER_NAME": "example.test"},
        ),
        Row(
            "the named host with a port",
            NAMED,
            Request("/x", host="example.test:{port}"),
            expect={"status": 200, "environ.SERVER_NAME": "example.test"},
        ),
        Row("the named host in capitals", NAMED, Request("/x", host="EXAMPLE.Test"), expect={"status": 200}),
        Row("another host", NAMED, Request("/x", host="evil.test"), sees=("Content-Type",), expect={"status": 403}),
        Row("the address", NAMED, Request("/x"), sees=("status",)),
        Row("no www for a name without it", NAMED, Request("/x", host="www.example.test"), expect={"status": 403}),
        Row("the www host", WWW, Request("/x", host="www.example.test"), expect={"status": 200}),
        Row(
            "the host without www",
            WWW,
            Request("/a/b?c=d", host="example.test"),
            meant={"status": (301, 308)},
            reason="301 turns a POST into a GET, and what was sent is lost; 308 keeps the method.",
            defect=PATHLESS,
            expect={"Location": "http://www.example.test:{port}/a/b?c=d"},
        ),
        Row("an alias", WWW, Request("/x", host="alias.test"), sees=("environ.SERVER_NAME",), expect={"status": 200}),
        Row("an alias with a star", WWW, Request("/x", host="any.other.test"), expect={"status": 200}),
        Row("a host that no alias means", WWW, Request("/x", host="another.test"), expect={"status": 403}),
        Row(
            "localhost, where it is allowed",
            LOCAL,
            Request("/x", host="localhost"),
            sees=("environ.SERVER_NAME",),
            expect={"status": 200},
        ),
        Row("the address, where localhost is allowed", LOCAL, Request("/x"), expect={"status": 200}),
        Row("localhost, where it is not", WWW, Request("/x", host="localhost"), expect={"status": 403}),
        Row(
            "what the process is told",
            WWW,
            Request("/x", host="www.example.test"),
            sees=("environ.mod_wsgi.listener_port",),
        ),
    ),
)
