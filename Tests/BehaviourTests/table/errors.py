"""Pages for errors."""

from suite.rows import Group, Request, Row, Site
from table.sites import PLAIN, ROOTED

DOCUMENTS = Site(
    "error documents",
    (
        *("--document-root", "{work}/public", "--url-alias", "/media", "{work}/media", "--limit-request-body", "10"),
        *("--error-document", "404", "/errors/404.html", "--error-document", "413", "/errors/413.html"),
        *("--error-document", "500", "/errors/500.html"),
    ),
    files={
        "public/errors/404.html": "<p>not here\n",
        "public/errors/413.html": "<p>too much\n",
        "public/errors/500.html": "<p>out of order\n",
        "media/there.txt": "there\n",
    },
)
OVERRIDE = Site(
    "error override",
    (
        *("--document-root", "{work}/public", "--error-override"),
        *("--error-document", "404", "/errors/404.html", "--error-document", "500", "/errors/500.html"),
    ),
    files={"public/errors/404.html": "<p>not here\n", "public/errors/500.html": "<p>out of order\n"},
)
BY_APPLICATION = Site(
    "error document of the application",
    ("--url-alias", "/media", "{work}/media", "--error-document", "404", "/page/for/errors"),
    files={"media/there.txt": "there\n"},
)

GROUP = Group(
    "errors",
    (
        Row(
            "Apache's own 404", ROOTED, Request("/media/missing"), sees=("Content-Type", "body"), expect={"status": 404}
        ),
        Row(
            "the application's own 404",
            PLAIN,
            Request("/?do=status&code=404"),
            expect={"status": 404, "body": "from the application", "reason": "As Told"},
        ),
        Row(
            "a page for Apache's 404",
            DOCUMENTS,
            Request("/media/missing"),
            sees=("Content-Type",),
            expect={"status": 404, "body": "<p>not here\n"},
        ),
        Row(
            "a page for too big a body",
            DOCUMENTS,
            Request("/", method="POST", body=b"x" * 100),
            expect={"status": 413, "body": "<p>too much\n"},
        ),
        Row(
            "a page for an application that raises",
            DOCUMENTS,
            Request("/?do=raise"),
            expect={"status": 500, "body": "<p>out of order\n"},
        ),
        Row(
            "the application's 404 stays its own",
            DOCUMENTS,
            Request("/?do=status&code=404"),
            expect={"status": 404, "body": "from the application"},
        ),
        Row(
            "override replaces the application's 404",
            OVERRIDE,
            Request("/?do=status&code=404"),
            expect={"status": 404, "body": "<p>not here\n"},
        ),
        Row(
            "override replaces the application's 500",
            OVERRIDE,
            Request("/?do=status&code=500"),
            expect={"status": 500, "body": "<p>out of order\n"},
        ),
        Row(
            "override leaves 200 alone",
            OVERRIDE,
            Request("/?do=status&code=200"),
            expect={"status": 200, "body": "from the application"},
        ),
        Row("override without a page for it", OVERRIDE, Request("/?do=status&code=418"), sees=("body",)),
        Row(
            "the application as the page",
            BY_APPLICATION,
            Request("/media/missing"),
            sees=("environ.REDIRECT_STATUS", "environ.REDIRECT_URL"),
            expect={"status": 200, "environ.PATH_INFO": "/page/for/errors"},
        ),
        Row(
            "an application that raises",
            PLAIN,
            Request("/?do=raise"),
            sees=("Content-Type", "body"),
            expect={"status": 500},
        ),
        Row("HEAD of an error", PLAIN, Request("/?do=raise", method="HEAD"), expect={"status": 500, "length": 0}),
    ),
)
