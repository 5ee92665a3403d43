"""Sites that rows of several groups share."""

from suite.rows import Site

PLAIN = Site(
    "plain",
    flags=(
        "--setenv",
        "FIRST",
        "one two",
        "--setenv",
        "SECOND",
        "zwei=ü",
        "--setenv",
        "mod.dotted",
        "yes",
        "--passenv",
        "HANDED",
    ),
    variables={"HANDED": "handed on"},
)
ROOTED = Site(
    "document root",
    flags=(
        *("--document-root", "{work}/public"),
        *("--url-alias", "/media", "{work}/media", "--url-alias", "/media/inner/", "{work}/inner/"),
        *("--url-alias", "/favicon.ico", "{work}/media/icon.ico"),
    ),
    files={
        "public/plain.txt": "plain text\n",
        "public/page.html": "<p>page</p>\n",
        "public/style.css": "p {}\n",
        "public/unknown.zzz": "unknown\n",
        "public/no-suffix": "no suffix\n",
        "public/a b/ü.txt": "unusual\n",
        "public/folder/index.html": "index\n",
        "public/.env": "PASSWORD=secret\n",
        "public/.well-known/acme": "token\n",
        "public/favicon.ico": "hidden by the alias\n",
        "public/media/archive.tar.gz": "hidden by the alias\n",
        "media/picture.svg": "<svg/>\n",
        "media/icon.ico": "icon\n",
        "media/archive.tar.gz": "archive\n",
        "inner/deep.txt": "deep\n",
        "outside/secret.txt": "secret\n",
    },
    links={"public/inside.txt": "{work}/public/plain.txt", "public/out.txt": "/etc/hostname"},
)
