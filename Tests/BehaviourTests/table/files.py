"""Files: the document root, aliases, directory index and listing, nothing but files."""

from suite.rows import Group, Like, Request, Row, Site
from table.sites import ROOTED

FILE = ("status", "Content-Type", "body", "Last-Modified", "ETag", "Accept-Ranges", "Content-Length")
INDEXED = (
    "Without `--directory-index` a folder belongs to the application, as the peer's own help says; "
    "it serves `index.html` all the "
    "same, and redirects to its folder."
)
HIDDEN = (
    "Files whose names begin with a dot (`.env`, `.git`) hold secrets; the application is asked instead, or nobody."
)

INDEX = Site(
    "directory index",
    ("--document-root", "{work}/public", "--directory-index", "index.html"),
    files={
        "public/index.html": "the root\n",
        "public/folder/index.html": "a folder\n",
        "public/bare/file.txt": "file\n",
    },
)
LISTING = Site(
    "directory listing",
    ("--application-type", "static", "--directory-listing", "--document-root", "{work}/public"),
    files={
        "public/a.txt": "a\n",
        "public/b/c.txt": "c\n",
        "public/.hidden": "hidden\n",
        "public/with/index.html": "an index\n",
    },
    entry=None,
)
STATIC = Site(
    "static",
    ("--application-type", "static", "--directory-index", "index.html"),
    files={"public/index.html": "static root\n", "public/sub/page.html": "page\n", "public/script.py": "print()\n"},
    entry="public",
)
SENDFILE = Site(
    "sendfile",
    ("--enable-sendfile", "--document-root", "{work}/public"),
    files={"public/big.bin": "0123456789" * 20_000},
)
OVERRIDE = Site(
    "allow override",
    ("--document-root", "{work}/public", "--allow-override", "FileInfo", "--allow-override", "Indexes"),
    files={"public/.htaccess": 'AddType text/x-own .own\nErrorDocument 404 "own words"\n', "public/file.own": "own\n"},
)
NO_OVERRIDE = Site(
    "no override",
    ("--document-root", "{work}/public"),
    files={"public/.htaccess": "AddType text/x-own .own\nDeny from all\n", "public/file.own": "own\n"},
)
SLASHES = Site(
    "aliases with and without slashes",
    (
        "--url-alias",
        "/one/",
        "{work}/media",
        "--url-alias",
        "/two",
        "{work}/media/",
        "--url-alias",
        "/three/",
        "{work}/media/",
    ),
    files={"media/inner/file.txt": "file\n"},
)
MIME = Site(
    "mime types",
    ("--document-root", "{work}/public", "--mime-types", "{work}/types"),
    files={"types": "text/x-special special\n", "public/file.special": "special\n", "public/file.html": "html\n"},
)

GROUP = Group(
    "files",
    (
        Row("a text file", ROOTED, Request("/plain.txt"), sees=FILE, expect={"status": 200, "body": "plain text\n"}),
        Row("a page", ROOTED, Request("/page.html"), sees=FILE, expect={"Content-Type": "text/html"}),
        Row("a style sheet", ROOTED, Request("/style.css"), sees=FILE, expect={"Content-Type": "text/css"}),
        Row(
            "a picture of an alias",
            ROOTED,
            Request("/media/picture.svg"),
            sees=FILE,
            expect={"Content-Type": "image/svg+xml"},
        ),
        Row(
            "an archive",
            ROOTED,
            Request("/media/archive.tar.gz"),
            sees=(*FILE, "Content-Encoding"),
            expect={"status": 200},
        ),
        Row("a file of an unknown type", ROOTED, Request("/unknown.zzz"), sees=FILE, expect={"status": 200}),
        Row("a file without a suffix", ROOTED, Request("/no-suffix"), sees=FILE, expect={"status": 200}),
        Row(
            "an unusual name",
            ROOTED,
            Request("/a%20b/%C3%BC.txt"),
            sees=FILE,
            expect={"status": 200, "body": "unusual\n"},
        ),
        Row(
            "HEAD of a file",
            ROOTED,
            Request("/plain.txt", method="HEAD"),
            sees=FILE,
            expect={"status": 200, "length": 0},
        ),
        Row(
            "a range",
            ROOTED,
            Request("/plain.txt", headers=(("Range", "bytes=2-4"),)),
            sees=(*FILE, "Content-Range"),
            expect={"status": 206, "body": "ain"},
        ),
        Row(
            "not modified since",
            ROOTED,
            Request("/plain.txt", headers=(("If-Modified-Since", "Fri, 01 Dec 2023 00:00:00 GMT"),)),
            sees=("ETag",),
            expect={"status": 304, "length": 0},
        ),
        Row(
            "a query string does not matter",
            ROOTED,
            Request("/plain.txt?v=1"),
            expect={"status": 200, "body": "plain text\n"},
        ),
        Row("POST to a file", ROOTED, Request("/plain.txt", method="POST", body=b""), sees=("status",)),
        Row("PUT to a file", ROOTED, Request("/plain.txt", method="PUT", body=b"x"), expect={"status": 405}),
        Row(
            "a page of the application beside the files",
            ROOTED,
            Request("/page/of/the/application"),
            sees=("environ.SCRIPT_NAME",),
            expect={"environ.PATH_INFO": "/page/of/the/application"},
        ),
        Row(
            "the root is the application's",
            ROOTED,
            Request("/"),
            sees=("environ.SCRIPT_NAME", "environ.PATH_INFO"),
            expect={"status": 200},
        ),
        Row(
            "a folder",
            ROOTED,
            Request("/folder/"),
            meant={"body": ("index\n", Like('"PATH_INFO": "/folder/"'))},
            reason=INDEXED,
        ),
        Row("a folder without a slash", ROOTED, Request("/folder"), meant={"status": (301, 200)}, reason=INDEXED),
        Row(
            "something below a file",
            ROOTED,
            Request("/plain.txt/more"),
            meant={"status": (404, 200)},
            reason="No file has that address, so it is the application's.",
        ),
        Row(
            "a hidden file",
            ROOTED,
            Request("/.env"),
            meant={"status": (200, 403), "body": ("PASSWORD=secret\n", Like("^(?!.*secret)"))},
            reason=HIDDEN,
        ),
        Row("well-known files", ROOTED, Request("/.well-known/acme"), expect={"status": 200, "body": "token\n"}),
        Row("a link within", ROOTED, Request("/inside.txt"), sees=("status",), expect={"body": "plain text\n"}),
        Row(
            "a link to a file of somebody else's",
            ROOTED,
            Request("/out.txt"),
            meant={"status": (200, 403)},
            reason=(
                "A link that leads to another user's file would publish what the project does not own; "
                "links to one's own files work."
            ),
        ),
        Row("dots out of the document root", ROOTED, Request("/media/../../outside/secret.txt"), sees=("status",)),
        Row("encoded dots", ROOTED, Request("/media/%2e%2e/%2e%2e/outside/secret.txt"), sees=("status",)),
        Row("a missing file of an alias", ROOTED, Request("/media/missing"), expect={"status": 404}),
        Row(
            "an alias inside an alias",
            ROOTED,
            Request("/media/inner/deep.txt"),
            expect={"status": 200, "body": "deep\n"},
        ),
        Row(
            "the alias of a file",
            ROOTED,
            Request("/favicon.ico"),
            sees=FILE,
            expect={"body": "icon\n"},
        ),
        Row("below the alias of a file", ROOTED, Request("/favicon.ico/x"), sees=("status",)),
        Row(
            "a name that begins like an alias",
            ROOTED,
            Request("/mediation"),
            expect={"environ.PATH_INFO": "/mediation"},
        ),
        Row("the folder of an alias", ROOTED, Request("/media/"), sees=("status",)),
        Row("the folder of an alias without a slash", ROOTED, Request("/media"), sees=("status", "Location")),
        Row(
            "an alias with a slash for a folder without one",
            SLASHES,
            Request("/one/inner/file.txt"),
            meant={"status": (403, 200)},
            reason="Whether an address and a folder end in a slash is no decision of anybody's.",
        ),
        Row(
            "a folder with a slash for an alias without one",
            SLASHES,
            Request("/two/inner/file.txt"),
            expect={"status": 200},
        ),
        Row(
            "an alias with a slash for a folder with one",
            SLASHES,
            Request("/three/inner/file.txt"),
            expect={"status": 200},
        ),
        Row("an index", INDEX, Request("/"), sees=FILE, expect={"status": 200, "body": "the root\n"}),
        Row("an index of a folder", INDEX, Request("/folder/"), expect={"status": 200, "body": "a folder\n"}),
        Row(
            "a folder with an index, without a slash",
            INDEX,
            Request("/folder"),
            expect={"status": 301, "Location": Like("/folder/$")},
        ),
        Row(
            "a folder without an index",
            INDEX,
            Request("/bare/"),
            meant={"status": (404, 200)},
            reason="There is no file to show, so the address is the application's, like every other without a file.",
        ),
        Row(
            "the application behind an index",
            INDEX,
            Request("/page"),
            expect={"status": 200, "environ.PATH_INFO": "/page"},
        ),
        Row("a listing", LISTING, Request("/"), expect={"status": 200, "body": Like("a\\.txt.*b/")}),
        Row(
            "a listing does not tell of hidden files",
            LISTING,
            Request("/"),
            meant={"body": (Like("hidden"), Like("^(?!.*hidden)"))},
            reason=HIDDEN,
        ),
        Row("a listing of a folder", LISTING, Request("/b/"), expect={"status": 200, "body": Like("c\\.txt")}),
        Row("a listed file", LISTING, Request("/b/c.txt"), expect={"status": 200, "body": "c\n"}),
        Row("a missing file of a listed folder", LISTING, Request("/missing"), expect={"status": 404}),
        Row("nothing but files", STATIC, Request("/"), expect={"status": 200, "body": "static root\n"}),
        Row("a static page", STATIC, Request("/sub/page.html"), sees=FILE, expect={"status": 200}),
        Row("a static folder without an index", STATIC, Request("/sub/"), sees=("status",)),
        Row("no application behind the files", STATIC, Request("/missing"), expect={"status": 404}),
        Row("source is text", STATIC, Request("/script.py"), sees=FILE, expect={"status": 200}),
        Row(
            "sendfile",
            SENDFILE,
            Request("/big.bin"),
            sees=("Content-Length", "Content-Type"),
            expect={"status": 200, "length": 200_000},
        ),
        Row("sendfile from the application", SENDFILE, Request("/?do=file"), expect={"body": "from a file wrapper"}),
        Row(
            "a type from .htaccess",
            OVERRIDE,
            Request("/file.own"),
            expect={"Content-Type": "text/x-own", "status": 200},
        ),
        Row(
            ".htaccess itself is not served",
            OVERRIDE,
            Request("/.htaccess"),
            meant={"status": (200, 403), "body": (Like("AddType"), Like("^(?!.*AddType)"))},
            reason=HIDDEN,
        ),
        Row(
            "without allow-override .htaccess says nothing",
            NO_OVERRIDE,
            Request("/file.own"),
            sees=("Content-Type",),
            expect={"status": 200},
        ),
        Row("mime types of one's own", MIME, Request("/file.special"), expect={"Content-Type": "text/x-special"}),
        Row("mime types in place of the host's", MIME, Request("/file.html"), sees=("status", "Content-Type")),
    ),
)
