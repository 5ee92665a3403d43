"""Configuration of one's own: rewrite rules, files to include, variables from a script."""

from suite.rows import Group, Like, Request, Row, Seen, Site
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
MORE_REWRITING = Site(
    "more rewrite rules",
    (
        *("--rewrite-rules", "{work}/rewrite.conf", "--document-root", "{work}/public"),
        *("--url-alias", "/media", "{work}/media", "--proxy-mount-point", "/proxied", "http://127.0.0.1:{backend}/"),
    ),
    files={
        "rewrite.conf": (
            "# Rules \\\n# for a document root\n"
            "RewriteEngine On\nRewriteBase /\n"
            "rewriterule  ^index\\.html$ - [L]\n"
            'RewriteRule "^with space$" "/plain.txt" [L]\n'
            "RewriteRule ^continued/(.*)$ \\\n    /new/$1 \\\n    [R=302,L]\n"
            "<IfModule no_such_module>\n    RewriteRule ^never$ - [F]\n    RewriteRule ^nor$ - [F]\n</IfModule>\n"
            "RewriteRule ^relative$ plain.txt [L]\n"
            "RewriteRule ^to-application/(.*)$ /page/$1 [L]\n"
            "RewriteRule ^absolute$ %{DOCUMENT_ROOT}/plain.txt [L]\n"
            "RewriteRule ^passed$ /plain.txt [PT]\n"
            "RewriteRule ^query$ /page?x=1 [QSA,L]\n"
            "RewriteRule ^QUIET$ /quiet [R=302,NC,L]\n"
            "RewriteRule ^(.*)\\.htm$ /$1.html [R=302,L]\n"
            "RewriteRule (.*)\\.text$ /whole/$1/$0 [R=302,L]\n"
            "RewriteRule ^$ /home [R=302,L]\n"
            "RewriteRule ^(first|second)/x$ /$1 [R=302,L]\n"
            "RewriteRule ^a-one|^a-two - [G]\n"
            "RewriteRule ^skips$ /one [S=1]\n"
            "RewriteRule .? - [E=NOT_SKIPPED:yes]\n"
            "RewriteRule ^moved$ https://example.org/moved [L]\n"
            "RewriteRule ^stays/ - [L]\n"
            "RewriteRule ^stays/ - [F]\n"
            "RewriteCond %{REQUEST_FILENAME} !-f\n"
            "RewriteRule ^(.+)/lost$ /found?from=$1 [L]\n"
            "RewriteCond %{REQUEST_FILENAME} -f\n"
            "RewriteRule ^plain\\.txt$ - [E=IS_FILE:yes]\n"
            "RewriteRule ^.*\\.dat$ - [F]\n"
            "RewriteRule !^ - [F]\n"
        ),
        "public/plain.txt": "plain\n",
        "media/a.dat": "data\n",
    },
)
NAMED = Site(
    "rewrite rules of a host with a name",
    (
        *("--rewrite-rules", "{work}/rewrite.conf", "--document-root", "{work}/public"),
        *("--server-name", "example.test", "--directory-index", "index.html"),
    ),
    files={
        "rewrite.conf": "RewriteRule ^short$ /plain.txt [L]\nRewriteRule ^home$ /sub/ [L]\n",
        "public/plain.txt": "plain\n",
        "public/sub/index.html": "home\n",
    },
)
SLASHED = Site(
    "rewrite rules with slashes",
    ("--rewrite-rules", "{work}/rewrite.conf", "--document-root", "{work}/public"),
    files={
        "rewrite.conf": (
            "RewriteRule ^/old/(.*)$ /new/$1 [R=301,L]\n"
            "RewriteRule ^/forbidden - [F]\n"
            "RewriteRule ^/short$ /plain.txt [L]\n"
            "RewriteRule ^/?either$ /plain.txt [L]\n"
            "RewriteRule ^(/one|/two)/three$ /page$1 [PT]\n"
            "RewriteRule /anywhere/ - [G]\n"
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


def _to(path: str) -> Seen:
    return {"status": 302, "Location": "http://127.0.0.1:{port}" + path}


AWAY = {"status": 302, "Location": "https://example.org/moved"}
SLASHES = "rules count for the whole server, with a leading slash as well"

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
        Row("a rule in quotation marks", MORE_REWRITING, Request("/with%20space"), expect={"body": "plain\n"}),
        Row(
            "a rule over several lines",
            MORE_REWRITING,
            Request("/continued/x"),
            expect={"status": 302, "Location": "http://127.0.0.1:{port}/new/x"},
        ),
        Row("a rule that leads to a relative path", MORE_REWRITING, Request("/relative"), expect={"body": "plain\n"}),
        Row(
            "a rule that leads to the application",
            MORE_REWRITING,
            Request("/to-application/x?y=z"),
            expect={"status": 200, "environ.PATH_INFO": "/page/x", "environ.QUERY_STRING": "y=z"},
        ),
        Row("a rule that names the document root", MORE_REWRITING, Request("/absolute"), expect={"body": "plain\n"}),
        Row("a rule that passes through", MORE_REWRITING, Request("/passed"), expect={"body": "plain\n"}),
        Row(
            "a rule that adds to the query",
            MORE_REWRITING,
            Request("/query?y=2"),
            expect={"environ.PATH_INFO": "/page", "environ.QUERY_STRING": "x=1&y=2"},
        ),
        Row("a rule without case", MORE_REWRITING, Request("/quiet-"), expect={"status": 200}),
        Row("a rule that captures", MORE_REWRITING, Request("/a/b.htm"), expect=_to("/a/b.html")),
        Row(
            "a rule without an anchor that captures",
            MORE_REWRITING,
            Request("/a/b.text"),
            expect=_to("/whole/a/b/a/b.text"),
        ),
        Row("a rule for the root", MORE_REWRITING, Request("/"), expect=_to("/home")),
        Row("a rule with alternatives", MORE_REWRITING, Request("/second/x"), expect=_to("/second")),
        Row("a rule with alternative anchors", MORE_REWRITING, Request("/a-two"), expect={"status": 410}),
        Row(
            "a rule that leads to the application and is not the last",
            MORE_REWRITING,
            Request("/skips"),
            meant={"environ.PATH_INFO": ("/skips", "/one")},
            reason="mod_wsgi-express gives the application the path from before the rules when none was the last",
        ),
        Row("a rule that skips another", MORE_REWRITING, Request("/skips"), expect={"environ.NOT_SKIPPED": None}),
        Row("a rule that is not skipped", MORE_REWRITING, Request("/x"), expect={"environ.NOT_SKIPPED": "yes"}),
        Row("a rule that leads to another server", MORE_REWRITING, Request("/moved"), expect=AWAY),
        Row(
            "a last rule that changes nothing",
            MORE_REWRITING,
            Request("/stays/x"),
            meant={"status": (404, 200)},
            reason="after a last rule that changes nothing mod_wsgi-express does not come to the application",
        ),
        Row(
            "a rule for what is no file",
            MORE_REWRITING,
            Request("/what/lost"),
            expect={"environ.PATH_INFO": "/found", "environ.QUERY_STRING": "from=what"},
        ),
        Row("a rule for every path of an ending", MORE_REWRITING, Request("/x.dat"), expect={"status": 403}),
        Row("an alias, which no such rule sees", MORE_REWRITING, Request("/media/a.dat"), expect={"body": "data\n"}),
        Row("a proxy, which no such rule sees", MORE_REWRITING, Request("/proxied/a.dat"), expect={"status": 200}),
        Row("a file that is not rewritten", MORE_REWRITING, Request("/plain.txt"), expect={"body": "plain\n"}),
        Row("a file of a host", NAMED, Request("/plain.txt", host="example.test"), expect={"body": "plain\n"}),
        Row("a rule of a host", NAMED, Request("/short", host="example.test"), expect={"body": "plain\n"}),
        Row("to an index", NAMED, Request("/home", host="example.test"), expect={"body": "home\n"}),
        Row("a directory of a host", NAMED, Request("/sub/", host="example.test"), expect={"body": "home\n"}),
        Row("slash: redirecting", SLASHED, Request("/old/x"), meant={"status": (200, 301)}, reason=SLASHES),
        Row("slash: forbidding", SLASHED, Request("/forbidden/x"), meant={"status": (200, 403)}, reason=SLASHES),
        Row(
            "slash: to a file", SLASHED, Request("/short"), meant={"body": (Like("environ"), "plain\n")}, reason=SLASHES
        ),
        Row("slash: with or without it", SLASHED, Request("/either"), expect={"body": "plain\n"}),
        Row(
            "slash: in a group",
            SLASHED,
            Request("/two/three"),
            meant={"environ.PATH_INFO": ("/two/three", "/page/two")},
            reason=SLASHES,
        ),
        Row("slash: without an anchor", SLASHED, Request("/anywhere/x"), meant={"status": (200, 410)}, reason=SLASHES),
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
