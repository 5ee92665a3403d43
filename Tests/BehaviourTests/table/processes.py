"""Processes and threads: how many, in which mode, and when they are replaced."""

import time
from pathlib import Path

from suite.rows import Ask, Group, Request, Row, Seen, Site
from suite.sides import Side

DEFAULT = Site("capacity by default")
ONE = Site("one process", ("--processes", "1", "--threads", "1"))
TWO = Site("two processes", ("--processes", "2", "--threads", "3"))
NAMED = Site("named process group", ("--process-group", "own-name", "--application-group", "inner"))
EMBEDDED = Site(
    "embedded",
    ("--embedded-mode", "--threads", "3", "--python-path", "{work}/modules", "--setenv", "A", "b"),
    files={"modules/other.py": ""},
)
CLIENTS = Site(
    "clients and workers",
    (
        *("--max-clients", "40", "--initial-workers", "0.5", "--minimum-spare-workers", "0.2"),
        *("--maximum-spare-workers", "0.6"),
    ),
)
PREFORK = Site("prefork", ("--server-mpm", "prefork", "--max-clients", "5"))
WORKER = Site("worker", ("--server-mpm", "worker"))
RECYCLED = Site(
    "maximum requests",
    ("--maximum-requests", "3", "--graceful-timeout", "1", "--shutdown-timeout", "1", "--threads", "1"),
)
INTERVAL = Site("restart interval", ("--restart-interval", "1", "--graceful-timeout", "1", "--shutdown-timeout", "1"))
IDLE = Site(
    "inactivity timeout", ("--inactivity-timeout", "1", "--ignore-activity", "/ping", "--shutdown-timeout", "1")
)
CPU = Site("cpu time", ("--cpu-time-limit", "1", "--graceful-timeout", "1", "--shutdown-timeout", "1"))
SWITCH = Site("switch interval", ("--switch-interval", "0.01", "--threads", "2"))
RELOADING = Site(
    "reload on changes",
    ("--reload-on-changes",),
    files={
        "app.wsgi": (
            "import part\n\n\ndef application(environ, start_response):\n"
            '    start_response("200 OK", [("Content-Type", "text/plain")])\n    return [part.TEXT]\n'
        ),
        "part.py": 'TEXT = b"before"\n',
    },
)
DEBUG = Site("debug mode", ("--debug-mode",))
PLACES = Site(
    "places",
    (
        *("--socket-prefix", "{work}/sockets", "--modules-directory", "/usr/lib/apache2/modules"),
        *("--httpd-executable", "/usr/sbin/apache2", "--shell-executable", "/bin/bash", "--process-name", "own-apache"),
        *("--deadlock-timeout", "30", "--startup-timeout", "10", "--orphan-interpreter"),
    ),
    files={"sockets/.keep": ""},
)
EDITED = Site("no reload on changes")
QUICK = Site("no reloading", ("--disable-reloading",))

MULTIPLE = ("environ.wsgi.multiprocess", "environ.wsgi.multithread")


def pids(side: Side) -> Seen:
    """How many processes answer a row of requests, and whether they are the same in the end."""
    found = [side.get().json()["pid"] for _ in range(10)]
    return {"processes": len(set(found)), "recycled": len(set(found)) >= 3}


def replaced_after(seconds: float, first: str = "/", meanwhile: str | None = None) -> Ask:
    """Whether another process answers some time later."""

    def ask(side: Side) -> Seen:
        before = side.get().json()["pid"]
        if first != "/":
            side.get(first)
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            time.sleep(0.25)
            if meanwhile:
                side.get(meanwhile)
        return {"replaced": side.get().json()["pid"] != before}

    return ask


def process_names(side: Side) -> Seen:
    pid = side.get().json()["pid"]
    raw = Path(f"/proc/{pid}/cmdline").read_bytes()
    return {"begins": raw.split(b"\0")[0].decode().split(":")[0]}


def edited_module(side: Side) -> Seen:
    """What is served when a module has been edited."""
    before = side.get().body.decode()
    (side.work / "part.py").write_text('TEXT = b"afterwards"\n')
    deadline = time.monotonic() + 8
    while (after := side.get().body.decode()) == before and time.monotonic() < deadline:
        time.sleep(0.1)
    return {"before": before, "after": after}


def name_of_apache(side: Side) -> Seen:
    pid = side.get().environ["mod_wsgi.server_pid"]
    sockets = sorted(path.name for path in (side.work / "sockets").iterdir())
    return {
        "name": Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")[0].decode().strip(),
        "sockets": any(name.endswith(".sock") for name in sockets),
    }


def edited(side: Side) -> Seen:
    """What a change of the script's file does without reload-on-changes."""
    before = side.get().json()["pid"]
    script = side.work / "app.wsgi"
    script.write_text(script.read_text() + "\n# changed\n")
    deadline = time.monotonic() + 8
    while (same := side.get().json()["pid"] == before) and time.monotonic() < deadline:
        time.sleep(0.1)
    return {"reloaded": not same}


GROUP = Group(
    "processes",
    (
        Row(
            "by default",
            DEFAULT,
            sees=MULTIPLE,
            expect={"environ.wsgi.multiprocess": False, "environ.wsgi.multithread": True},
        ),
        Row("one process, one thread", ONE, sees=MULTIPLE, expect={"environ.wsgi.multithread": False}),
        Row(
            "two processes",
            TWO,
            sees=MULTIPLE,
            expect={"environ.wsgi.multiprocess": True, "environ.wsgi.multithread": True},
        ),
        Row("run_once is never so", DEFAULT, expect={"environ.wsgi.run_once": False}),
        Row("the application group by default", DEFAULT, expect={"environ.mod_wsgi.application_group": ""}),
        Row("a process group by name", NAMED, expect={"environ.mod_wsgi.process_group": "own-name"}),
        Row("an application group by name", NAMED, expect={"environ.mod_wsgi.application_group": "inner"}),
        Row("the name of the process", DEFAULT, process_names, sees=("begins",)),
        Row(
            "embedded",
            EMBEDDED,
            sees=MULTIPLE,
            expect={"status": 200, "environ.mod_wsgi.process_group": "", "environ.A": "b"},
        ),
        Row(
            "embedded: paths",
            EMBEDDED,
            Request("/x%20y?z"),
            expect={"environ.PATH_INFO": "/x y", "environ.QUERY_STRING": "z"},
        ),
        Row("embedded: a body", EMBEDDED, Request(method="POST", body=b"abc"), expect={"json.body": "abc"}),
        Row("clients and workers", CLIENTS, expect={"status": 200}),
        Row("prefork", PREFORK, sees=MULTIPLE, expect={"status": 200}),
        Row("worker", WORKER, sees=MULTIPLE, expect={"status": 200}),
        Row("a maximum of requests", RECYCLED, pids, expect={"recycled": True}),
        Row("a restart interval", INTERVAL, replaced_after(3.5), expect={"replaced": True}),
        Row("no restart without being told", DEFAULT, replaced_after(0.3), expect={"replaced": False}),
        Row("an idle process", IDLE, replaced_after(3.5, meanwhile="/ping"), expect={"replaced": True}),
        Row("a busy process", IDLE, replaced_after(1.6, meanwhile="/busy"), expect={"replaced": False}),
        Row("a process that burns time", CPU, replaced_after(3.5, "/?do=burn&seconds=1.5"), expect={"replaced": True}),
        Row("a switch interval", SWITCH, expect={"json.switch_interval": 0.01}),
        Row("reloading", RELOADING, edited_module, expect={"before": "before", "after": "afterwards"}),
        Row(
            "an edited script",
            EDITED,
            edited,
            expect={"reloaded": True},
        ),
        Row("debug mode", DEBUG, sees=MULTIPLE, expect={"status": 200}),
        Row(
            "the name of Apache, and the sockets' place",
            PLACES,
            name_of_apache,
            sees=("name",),
            expect={"sockets": True},
        ),
        Row("no reloading", QUICK, edited, expect={"reloaded": False}),
    ),
)
