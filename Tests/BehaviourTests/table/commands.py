"""What setup-server leaves behind, and what its apachectl does."""

from contextlib import closing

from harness.web import answers, free_port
from suite.client import connect, receive, serialised
from suite.rows import Ask, Group, Request, Row, Seen, Site
from suite.sides import Side

# The running server of the site is not what is looked at: each row sets up another beside it.
BESIDE = Site("set up beside")


def set_up(side: Side, *flags: str) -> tuple[int, str]:
    """A server root that setup-server makes: the port, and the path of its apachectl."""
    port = free_port()
    root = side.work / f"root-{port}"
    words = ["setup-server", "app.wsgi", "--host", "127.0.0.1", "--port", str(port), "--server-root", str(root), *flags]
    finished = side.run(*words)
    assert finished.code == 0, finished.output
    return port, str(root / "apachectl")


def files(side: Side) -> Seen:
    port, _ = set_up(side)
    found = {path.name for path in (side.work / f"root-{port}").iterdir()}
    wanted = ("httpd.conf", "handler.wsgi", "apachectl", "envvars", "rewrite.conf")
    return {"missing": [name for name in wanted if name not in found], "serves": answers(port)}


def setup_only(side: Side) -> Seen:
    port = free_port()
    root = side.work / "only"
    words = ["start-server", "app.wsgi", "--host", "127.0.0.1", "--port", str(port), "--server-root", str(root)]
    code = side.run(*words, "--setup-only").code
    return {"code": code, "written": (root / "httpd.conf").is_file(), "serves": answers(port)}


def control(*flags: str) -> Ask:
    """A life of a server under its apachectl."""

    def ask(side: Side) -> Seen:
        port, program = set_up(side, *flags)
        tested = side.execute(program, "configtest").code
        started = side.execute(program, "start").code
        served = status_of(port)
        reloaded = side.execute(program, "graceful").code
        served_again = status_of(port)
        stopped = side.execute(program, "stop").code
        side.wait_until(lambda: not answers(port))
        return {
            "codes": [tested, started, reloaded, stopped],
            "served": [served, served_again],
            "still serves": answers(port),
        }

    return ask


def status_of(port: int) -> int:
    with closing(connect(port)) as connection:
        connection.sendall(serialised(Request("/"), f"127.0.0.1:{port}"))
        return receive(connection).status


GROUP = Group(
    "commands",
    (
        Row("the files of setup-server", BESIDE, files, expect={"missing": [], "serves": False}),
        Row("setup-only", BESIDE, setup_only, expect={"code": 0, "written": True, "serves": False}),
        Row(
            "a life under apachectl",
            BESIDE,
            control(),
            expect={"codes": [0, 0, 0, 0], "served": [200, 200], "still serves": False},
        ),
    ),
)
