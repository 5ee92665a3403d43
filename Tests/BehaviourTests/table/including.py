"""Configuration of one's own: rewrite rules, files to include, variables from a script."""

from suite.rows import Group, Request, Row, Seen, Site
from suite.sides import Side

REWRITING = Site(
    "rewrite rules",
    ("--rewrite-rules", "{work}/rewrite.conf", "--document-root", "{work}/public"),
    files={
        "rewrite.conf": (
            "RewriteRule ^old/(.*)$ /new/$1 [R=301,L]\n"
            "RewriteRule ^forbidden - [F]\n"
            "RewriteRule ^gone$ - [G]\n"
            "RewriteRule ^short$ /plain.txt [L]\n"
            "RewriteCond %{HTTP:X-Secret} ^open$\n"
            "RewriteRule ^guarded$ - [E=OPENED:yes]\n"
        ),
        "public/plain.txt": "plain\n",
    },
)
INCLUDING = Site(
    "include files",
    ("--include-file", "{work}/first.conf", "--include-file", "{work}/second.conf"),
    files={
        "first.conf": '<Location "/headed">\n    Header set X-First "from the first"\n</Location>\n',
        "second.conf": 'SetEnv INCLUDED "from the second"\n<Location "/closed">\n    Require all denied\n</Location>\n',
    },
)
VARIABLES = Site(
    "variables from a script",
    ("--envvars-script", "{work}/variables.sh", "--passenv", "PASSED_ON"),
    files={"variables.sh": 'PASSED_ON="from a script"\nexport PASSED_ON\nDEEP=$(echo counted)\nexport DEEP\n'},
)


def process_variable(side: Side) -> Seen:
    variables = side.get().json()["process_environment"]
    assert isinstance(variables, dict)
    return {"DEEP": variables.get("DEEP")}


GROUP = Group(
    "including",
    (
        Row(
            "a redirecting rule",
            REWRITING,
            Request("/old/page?a=b"),
            expect={"status": 301, "Location": "http://127.0.0.1:{port}/new/page?a=b"},
        ),
        Row("a forbidding rule", REWRITING, Request("/forbidden/x"), expect={"status": 403}),
        Row("a rule that says gone", REWRITING, Request("/gone"), expect={"status": 410}),
        Row(
            "a rule that leads to a file",
            REWRITING,
            Request("/short"),
            expect={"status": 200, "body": "plain\n"},
        ),
        Row(
            "a rule with a condition",
            REWRITING,
            Request("/guarded", headers=(("X-Secret", "open"),)),
            expect={"environ.OPENED": "yes"},
        ),
        Row("the condition does not hold", REWRITING, Request("/guarded"), expect={"environ.OPENED": None}),
        Row("no rule applies", REWRITING, Request("/page"), expect={"status": 200, "environ.PATH_INFO": "/page"}),
        Row(
            "a header from an included file",
            INCLUDING,
            Request("/headed"),
            expect={"X-First": "from the first", "status": 200},
        ),
        Row("only where it says so", INCLUDING, Request("/"), expect={"X-First": None}),
        Row(
            "a variable from an included file",
            INCLUDING,
            expect={"environ.INCLUDED": "from the second"},
        ),
        Row("a lock from an included file", INCLUDING, Request("/closed/x"), expect={"status": 403}),
        Row("a variable of the script for requests", VARIABLES, expect={"environ.PASSED_ON": "from a script"}),
        Row(
            "a variable of the script for the process",
            VARIABLES,
            process_variable,
            expect={"DEEP": "counted"},
        ),
    ),
)
