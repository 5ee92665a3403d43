"""Logs: which files, what is in them."""

from suite.rows import Ask, Group, Like, Row, Script, Seen, Site
from suite.sides import Side

DIRECTORY = ("--log-directory", "{work}/logs")
KEPT = {"logs/.keep": ""}
ACCESS = Site("access log", (*DIRECTORY, "--access-log"), files=KEPT)
NAMED = Site(
    "named logs",
    (
        *(*DIRECTORY, "--access-log", "--access-log-name", "visits.log", "--error-log-name", "faults.log"),
        *("--access-log-format", '%m "%U" %>s {%{X-Own}i}', "--error-log-format", "own [%l] %M", "--log-level", "info"),
    ),
    files=KEPT,
)
COMBINED = Site("combined access log", (*DIRECTORY, "--access-log", "--access-log-format", "combined"), files=KEPT)
STARTUP = Site("startup log", (*DIRECTORY, "--startup-log", "--startup-log-name", "begin.log"), files=KEPT)
# Stands in for rotatelogs, and keeps its arguments as a name.
ROTATOR = Script('#!/bin/sh\nexec cat >> "$1 $2"\n')
ROTATED = Site(
    "rotated logs",
    (
        *(*DIRECTORY, "--rotate-logs", "--max-log-size", "1", "--access-log"),
        *("--rotatelogs-executable", "{work}/rotator"),
    ),
    files={**KEPT, "rotator": ROTATOR},
)
TERMINAL = Site("logs in the terminal", ("--log-to-terminal", "--access-log"))
QUIET = Site("quiet", (*DIRECTORY, "--log-level", "crit"), files=KEPT)
PID = Site("pid file", ("--pid-file", "{work}/run/server.pid"), files={"run/.keep": ""})


def logged(file: str, pattern: str, path: str = "/a?b", *headers: tuple[str, str]) -> Ask:
    """The first line of a file that matches a pattern, after a request."""

    def ask(side: Side) -> Seen:
        side.get(path, *headers)
        text = side.wait_for_text(pattern, file)
        return {"line": next((line for line in text.splitlines() if Like(pattern) == line), text[-300:])}

    return ask


def names(side: Side) -> Seen:
    side.get("/")
    side.wait_for_text(".", "logs/access_log")
    return files(side)


def files(side: Side) -> Seen:
    return {"files": sorted(path.name for path in (side.work / "logs").iterdir() if path.name != ".keep")}


def rotated(side: Side) -> Seen:
    """What the program that rotates has been told."""
    side.get("/")
    side.wait_until(lambda: len(list((side.work / "logs").iterdir())) > 2)
    return files(side)


def in_the_terminal(side: Side) -> Seen:
    side.get("/?do=log")
    side.server.wait_for_output("complained of by the application")
    side.server.wait_for_output("GET /\\?do=log")
    count = side.output.count("told to wsgi.errors")
    return {"stderr": True, "access": True, "once": count == 1}


def quiet(side: Side) -> Seen:
    side.get("/?do=raise")
    side.get("/")
    # Apache speaks of its own start at any level.
    return {"lines": [line for line in side.read("logs/error_log").splitlines() if "[wsgi:" in line]}


def pid_file(side: Side) -> Seen:
    text = side.read("run/server.pid").strip()
    return {"number": text.isdigit()}


GROUP = Group(
    "logs",
    (
        Row(
            "the access log",
            ACCESS,
            logged("logs/access_log", "/a\\?b"),
            expect={
                "line": Like(r'^127\.0\.0\.1 - - \[\d\d/\w{3}/\d{4}:[\d:]+ [+-]\d{4}\] "GET /a\?b HTTP/1\.1" 200 \d+$')
            },
        ),
        Row("the files in the directory for logs", ACCESS, names, expect={"files": ["access_log", "error_log"]}),
        Row(
            "what the application prints",
            ACCESS,
            logged("logs/error_log", "printed by the application", "/?do=log"),
            expect={"line": Like("\\[wsgi:error\\].*printed by the application")},
        ),
        Row(
            "what the application says to wsgi.errors",
            ACCESS,
            logged("logs/error_log", "told to wsgi.errors", "/?do=log"),
            expect={"line": Like("\\[wsgi:error\\].*remote 127.0.0.1:\\d+\\].*told to wsgi.errors")},
        ),
        Row(
            "what the application raises",
            ACCESS,
            logged("logs/error_log", "ValueError: raised on purpose", "/?do=raise"),
            expect={"line": Like("ValueError: raised on purpose")},
        ),
        Row(
            "a format of one's own",
            NAMED,
            logged("logs/visits.log", "/format", "/format", ("X-Own", "mine")),
            expect={"line": 'GET "/format" 200 {mine}'},
        ),
        Row(
            "a format of one's own for errors",
            NAMED,
            logged("logs/faults.log", "told to wsgi.errors", "/?do=log"),
            expect={"line": Like("^own \\[(wsgi:)?error\\] .*told to wsgi.errors")},
        ),
        Row(
            "the combined format",
            COMBINED,
            logged("logs/access_log", "/c", "/c", ("Referer", "http://from.test/"), ("User-Agent", "suite")),
            expect={"line": Like('"GET /c HTTP/1.1" 200 \\d+ "http://from.test/" "suite"$')},
        ),
        Row(
            "the startup log",
            STARTUP,
            lambda side: {"there": (side.work / "logs/begin.log").is_file()},
            expect={"there": True},
        ),
        Row(
            "rotated logs",
            ROTATED,
            rotated,
            expect={"files": [f"{name}_log.%Y-%m-%d-%H_%M_%S 1M" for name in ("access", "error")]},
        ),
        Row("in the terminal", TERMINAL, in_the_terminal, expect={"stderr": True, "access": True, "once": True}),
        Row("a quiet level", QUIET, quiet, expect={"lines": []}),
        Row("the pid file", PID, pid_file, expect={"number": True}),
    ),
)
