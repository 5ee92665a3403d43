"""Scripts of the document root: handlers for extensions, CGI."""

from suite.rows import Group, Like, Request, Row, Script, Site, application

HANDLERS = Site(
    "handlers",
    (
        *("--document-root", "{work}/public", "--add-handler", ".md", "{work}/handler.py"),
        *("--add-handler", ".other", "{work}/other.py"),
    ),
    files={
        "handler.py": application("handler.py"),
        "other.py": application("handler.py").replace("handled", "handled otherwise"),
        "public/page.md": "# page",
        "public/page.other": "other",
        "public/page.txt": "text",
    },
)
CGI = Site(
    "cgi",
    ("--document-root", "{work}/public", "--with-cgi", "--setenv", "REMEMBERED", "yes"),
    files={
        "public/script.cgi": Script(application("script.cgi")),
        "public/folder/script.cgi": Script(application("script.cgi")),
        "public/not-executable.cgi": application("script.cgi"),
        "public/fails.cgi": Script("#!/bin/sh\nexit 1\n"),
        "public/plain.txt": "plain\n",
    },
)
NO_CGI = Site(
    "no cgi",
    ("--document-root", "{work}/public"),
    files={"public/script.cgi": Script("#!/bin/sh\necho Content-Type: text/plain\n")},
)

GROUP = Group(
    "handlers",
    (
        Row(
            "a handler",
            HANDLERS,
            Request("/page.md"),
            expect={"status": 200, "body": "handled page.md|/page.md||# page"},
        ),
        Row("another handler", HANDLERS, Request("/page.other"), sees=("body",), expect={"status": 200}),
        Row("a file without a handler", HANDLERS, Request("/page.txt"), expect={"status": 200, "body": "text"}),
        Row(
            "a missing file with a handler's name",
            HANDLERS,
            Request("/missing.md"),
            expect={"status": 200, "environ.PATH_INFO": "/missing.md"},
        ),
        Row("a path behind a handled file", HANDLERS, Request("/page.md/more"), sees=("status",)),
        Row(
            "POST to a handler",
            HANDLERS,
            Request("/page.md", method="POST", body=b"x"),
            sees=("body",),
            expect={"status": 200},
        ),
        Row(
            "a CGI script",
            CGI,
            Request("/script.cgi?a=b"),
            expect={"status": 202, "X-By": "cgi", "body": "GET a=b None yes "},
        ),
        Row(
            "POST to a CGI script",
            CGI,
            Request("/script.cgi", method="POST", body=b"sent"),
            expect={"status": 202, "body": "POST  None yes sent"},
        ),
        Row("a CGI script in a folder", CGI, Request("/folder/script.cgi"), expect={"status": 202}),
        Row(
            "a path behind a CGI script",
            CGI,
            Request("/script.cgi/more/path"),
            expect={"status": 202, "body": Like("/more/path")},
        ),
        Row("a CGI script that is not executable", CGI, Request("/not-executable.cgi"), sees=("status",)),
        Row("a CGI script that fails", CGI, Request("/fails.cgi"), expect={"status": 500}),
        Row("a file beside CGI scripts", CGI, Request("/plain.txt"), expect={"status": 200, "body": "plain\n"}),
        Row("without with-cgi a script is a file", NO_CGI, Request("/script.cgi"), sees=("status", "body")),
    ),
)
