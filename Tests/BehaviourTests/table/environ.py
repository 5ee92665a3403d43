"""What the application is told, and what becomes of its headers."""

from suite.rows import Group, Like, Request, Row, Seen, Site
from suite.sides import Side
from table.sites import PLAIN, ROOTED

LONG = (
    "The peer looks for a file of that name, and a name that no file can have is a 403; signed and "
    "encoded addresses are that long."
)
PATHS = ("environ.SCRIPT_NAME", "environ.PATH_INFO", "environ.QUERY_STRING", "environ.REQUEST_URI")


def answers_to_bare_line_feeds(side: Side) -> Seen:
    return {"first line": side.send(b"GET / HTTP/1.1\nHost: x\n\n").split(b"\r\n")[0].decode()}


def names_and_numbers(side: Side) -> Seen:
    answer = side.get("/")
    names = (
        "SERVER_NAME",
        "SERVER_PORT",
        "HTTP_HOST",
        "wsgi.url_scheme",
        "REMOTE_ADDR",
        "SERVER_ADDR",
        "REQUEST_SCHEME",
    )
    return {name: side.look(answer, f"environ.{name}") for name in names}


QUOTES = Site(
    "setenv with quotes",
    ("--setenv", "QUOTED", "it's"),
    peer_refuses="SetEnv takes 1-2 arguments",
)
DOLLARS = Site(
    "setenv with dollars",
    ("--setenv", "DOLLARS", "a${HOME}b", "--setenv", "DOUBLE", 'say "so"', "--setenv", "BACK", "a\\\\b"),
)

GROUP = Group(
    "environ",
    (
        Row(
            "names and ports",
            PLAIN,
            names_and_numbers,
            sees=("SERVER_NAME", "HTTP_HOST", "wsgi.url_scheme", "REMOTE_ADDR", "SERVER_ADDR", "REQUEST_SCHEME"),
            expect={"SERVER_PORT": "{port}"},
        ),
        Row(
            "a host of one's own",
            PLAIN,
            Request(host="somewhere.test:81"),
            sees=("environ.SERVER_NAME", "environ.SERVER_PORT"),
        ),
        Row("the root", PLAIN, Request("/"), sees=PATHS, expect={"environ.SCRIPT_NAME": "", "environ.PATH_INFO": "/"}),
        Row("an absolute address", PLAIN, Request("http://other.test/a"), sees=(*PATHS, "environ.HTTP_HOST")),
        Row("the query string stays as it is", PLAIN, Request("/a?x=%41&y=+&z=a%2Fb&&"), sees=PATHS),
        Row("a second question mark", PLAIN, Request("/a?b?c"), sees=PATHS, expect={"environ.QUERY_STRING": "b?c"}),
        Row(
            "percent signs are decoded once",
            PLAIN,
            Request("/%2541%20b%25"),
            sees=PATHS,
            expect={"environ.PATH_INFO": "/%41 b%"},
        ),
        Row(
            "unicode",
            PLAIN,
            Request("/%C3%BC/%E2%82%AC"),
            sees=PATHS,
            expect={"environ.PATH_INFO": "/\u00c3\u00bc/\u00e2\u0082\u00ac"},
        ),
        Row(
            "bytes that are no unicode",
            PLAIN,
            Request("/%FF%FE"),
            sees=PATHS,
            expect={"environ.PATH_INFO": "/\u00ff\u00fe"},
        ),
        Row("raw bytes above 127", PLAIN, Request("/caf\u00e9"), sees=("status", *PATHS)),
        Row("double slashes", PLAIN, Request("//a///b//"), sees=PATHS),
        Row("dot segments", PLAIN, Request("/a/./b/../c"), sees=PATHS, expect={"environ.PATH_INFO": "/a/c"}),
        Row("dots above the root", PLAIN, Request("/../../etc/passwd"), sees=("status", "environ.PATH_INFO")),
        Row("a semicolon", PLAIN, Request("/a;b=c/d"), sees=PATHS, expect={"environ.PATH_INFO": "/a;b=c/d"}),
        Row(
            "an encoded slash",
            PLAIN,
            Request("/a%2Fb"),
            meant={"status": (404, 200)},
            reason=(
                "Django's own server, gunicorn and all others hand `%2F` to the application as a slash; "
                "Apache's 404 for it is a surprise "
                "that only production would show."
            ),
        ),
        Row("a NUL", PLAIN, Request("/a%00b"), expect={"status": 404}),
        Row("a broken percent sign", PLAIN, Request("/a%zz"), expect={"status": 400}),
        Row("a path of 3,000 characters", PLAIN, Request("/" + "x" * 3000), meant={"status": (403, 200)}, reason=LONG),
        Row(
            "a path of 7,000 characters",
            PLAIN,
            Request("/" + "x" * 7000),
            meant={"status": (403, 404)},
            reason=(
                "Neither serves it: Apache looks for a file behind every address, and no path has more than 4,096 "
                "characters; it is not found, rather than forbidden."
            ),
        ),
        Row("a path that is too long", PLAIN, Request("/" + "x" * 9000), expect={"status": 414}),
        Row(
            "a path of many segments", PLAIN, Request("/s" * 1500), sees=("environ.PATH_INFO",), expect={"status": 200}
        ),
        Row(
            "a segment longer than a file name",
            PLAIN,
            Request("/" + "n" * 300 + "/x"),
            meant={"status": (403, 200)},
            reason=LONG,
        ),
        Row(
            "the same beside a document root",
            ROOTED,
            Request("/" + "n" * 300 + "/x"),
            meant={"status": (403, 200)},
            reason=LONG,
        ),
        Row(
            "repeated headers are joined",
            PLAIN,
            Request(headers=(("X-Many", "one"), ("X-Many", "two"), ("Cookie", "a=1"), ("Cookie", "b=2"))),
            sees=("environ.HTTP_COOKIE",),
            expect={"environ.HTTP_X_MANY": "one, two"},
        ),
        Row(
            "header names with underscores are left out",
            PLAIN,
            Request(headers=(("X_Forwarded_User", "root"), ("X-Good", "yes"))),
            expect={"environ.HTTP_X_FORWARDED_USER": None, "environ.HTTP_X_GOOD": "yes"},
        ),
        Row(
            "a header above 127",
            PLAIN,
            Request(headers=(("X-Latin", "caf\u00e9"),)),
            expect={"environ.HTTP_X_LATIN": "caf\u00e9"},
        ),
        Row(
            "the Proxy header does not become HTTP_PROXY",
            PLAIN,
            Request(headers=(("Proxy", "http://evil.test"),)),
            expect={"environ.HTTP_PROXY": None},
        ),
        Row(
            "content type and length",
            PLAIN,
            Request(method="POST", body=b"a=1", headers=(("Content-Type", "text/x-own"),)),
            expect={
                "environ.CONTENT_TYPE": "text/x-own",
                "environ.CONTENT_LENGTH": "3",
                "environ.HTTP_CONTENT_TYPE": None,
                "json.body": "a=1",
            },
        ),
        Row(
            "the Authorization header reaches the application",
            PLAIN,
            Request(headers=(("Authorization", "Bearer token"),)),
            expect={"environ.HTTP_AUTHORIZATION": "Bearer token"},
        ),
        Row(
            "many headers",
            PLAIN,
            Request(headers=tuple((f"X-{n}", "v") for n in range(90))),
            expect={"environ.HTTP_X_89": "v"},
        ),
        Row(
            "too many headers",
            PLAIN,
            Request(headers=tuple((f"X-{n}", "v") for n in range(110))),
            expect={"status": 400},
        ),
        Row("a header that is too long", PLAIN, Request(headers=(("X-Long", "v" * 9000),)), expect={"status": 400}),
        Row("bare line feeds", PLAIN, answers_to_bare_line_feeds, sees=("first line",)),
        Row(
            "forwarded headers are not believed without being told",
            PLAIN,
            Request(
                headers=(
                    ("X-Forwarded-For", "192.0.2.9"),
                    ("X-Forwarded-Proto", "https"),
                    ("X-Forwarded-Host", "evil.test"),
                )
            ),
            sees=("environ.HTTP_X_FORWARDED_FOR", "environ.HTTP_X_FORWARDED_PROTO"),
            expect={"environ.REMOTE_ADDR": "127.0.0.1", "environ.wsgi.url_scheme": "http"},
        ),
        Row(
            "setenv",
            PLAIN,
            expect={"environ.FIRST": "one two", "environ.SECOND": "zwei=\u00c3\u00bc", "environ.mod.dotted": "yes"},
        ),
        Row(
            "setenv with a quote",
            QUOTES,
            meant={"serves": (False, True), "environ.QUOTED": (None, "it's"), "status": (None, 200)},
            reason=(
                "The peer does not quote values: a quote ends the value, and what follows is read as configuration."
            ),
        ),
        Row("setenv with double quotes", DOLLARS, expect={"environ.DOUBLE": 'say "so"'}),
        Row(
            "setenv with backslashes",
            DOLLARS,
            meant={"environ.BACK": ("a\\b", "a\\\\b")},
            reason="A value arrives as it was written.",
        ),
        Row(
            "setenv with a dollar",
            DOLLARS,
            meant={"environ.DOLLARS": (Like("^a/.*b$"), "a${HOME}b")},
            reason="A value arrives as it was written; in a profile `${HOME}` is expanded where it says so.",
        ),
        Row("passenv", PLAIN, expect={"environ.HANDED": "handed on"}),
        Row("cookies stay apart", PLAIN, Request("/?do=cookies"), expect={"Set-Cookie": "a=1, b=2"}),
        Row(
            "unusual response headers",
            PLAIN,
            Request("/?do=headers"),
            sees=("X-Empty",),
            expect={"X-Latin": "caf\u00e9"},
        ),
        Row(
            "a response without a type",
            PLAIN,
            Request("/?do=untyped"),
            expect={"status": 200, "body": "untyped"},
            meant={"Content-Type": ("httpd/unix-directory", None)},
            reason=(
                "`httpd/unix-directory` is a name that Apache uses inside for the peer's empty folder, "
                "no type of content."
            ),
        ),
        Row(
            "a relative redirect",
            PLAIN,
            Request("/?do=redirect&to=/elsewhere%3Fa=b"),
            sees=("status",),
            expect={"Location": "/elsewhere?a=b"},
        ),
        Row(
            "a status of one's own", PLAIN, Request("/?do=status&code=299"), expect={"status": 299, "reason": "As Told"}
        ),
        Row(
            "204 has no body",
            PLAIN,
            Request("/?do=empty&code=204"),
            sees=("Content-Length", "Content-Type"),
            expect={"status": 204, "length": 0},
        ),
        Row(
            "conditions are left to the application",
            PLAIN,
            Request("/?do=cached", headers=(("If-None-Match", '"tag"'),)),
            sees=("ETag", "Content-Type", "length"),
        ),
        Row(
            "a range of the application's answer",
            PLAIN,
            Request("/?do=cached", headers=(("Range", "bytes=1-2"),)),
            sees=("status", "body", "Content-Range"),
        ),
        Row(
            "a stream",
            PLAIN,
            Request("/?do=stream"),
            sees=("Content-Length",),
            expect={"body": "one two three", "Transfer-Encoding": "chunked"},
        ),
        Row("write()", PLAIN, Request("/?do=write"), expect={"body": "written and returned"}),
        Row(
            "a file wrapper",
            PLAIN,
            Request("/?do=file"),
            expect={"body": "from a file wrapper", "Content-Length": "19"},
        ),
        Row(
            "a megabyte",
            PLAIN,
            Request("/?do=big&size=1000000"),
            expect={"length": 1_000_000, "Content-Length": "1000000"},
        ),
        Row(
            "more than a megabyte of body",
            PLAIN,
            Request(method="POST", body=b"b" * 1_500_000),
            sees=("json.body",),
            expect={"status": 200},
        ),
        Row(
            "HEAD of a stream",
            PLAIN,
            Request("/?do=stream", method="HEAD"),
            sees=("Content-Length",),
            expect={"status": 200, "length": 0},
        ),
        Row(
            "an error before the response", PLAIN, Request("/?do=raise"), sees=("Content-Type",), expect={"status": 500}
        ),
    ),
)
