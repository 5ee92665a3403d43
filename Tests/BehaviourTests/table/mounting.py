"""Where the application answers."""

from suite.rows import Group, Request, Row, Seen, Site, application
from suite.sides import Side

SPLIT = ("environ.SCRIPT_NAME", "environ.PATH_INFO", "environ.REQUEST_URI")
ONE = Site("mounted at /one/two", ("--mount-point", "/one/two"))
SLASH = Site("mounted at /one/two/", ("--mount-point", "/one/two/"))
WITH_FILES = Site(
    "mounted, with a document root",
    ("--mount-point", "/app", "--document-root", "{work}/public"),
    files={
        "public/index.html": "index\n",
        "public/plain.txt": "plain\n",
        "public/app/file.txt": "below the mount point\n",
    },
)


def folders(side: Side) -> Seen:
    names = sorted(str(path.relative_to(side.work / "public")) for path in (side.work / "public").rglob("*"))
    return {"in the document root": names}


EMPTY_ROOT = Site(
    "mounted, with an empty document root",
    ("--mount-point", "/made/up", "--document-root", "{work}/public"),
    files={"public/plain.txt": "plain\n"},
)
RENAMED = Site("callable", ("--callable-object", "renamed"))
MODULE = Site(
    "module",
    ("--application-type", "module"),
    files={"package/__init__.py": "", "package/web.py": application("echo.py")},
    entry="package.web",
)
ENTRY = Site(
    "entry point", ("--entry-point", "{work}/other.wsgi"), files={"other.wsgi": application("echo.py")}, entry=None
)
TWO_ENTRIES = Site(
    "two entry points",
    ("--entry-point", "{work}/other.wsgi"),
    files={"other.wsgi": application("echo.py")},
    expressway_refuses="both 'app.wsgi' and '--entry-point' name an application",
)
ELSEWHERE = Site(
    "working directory",
    ("--working-directory", "{work}/elsewhere", "--python-path", "{work}/modules"),
    files={"elsewhere/helper.py": "", "modules/other.py": ""},
)


def search_path(side: Side) -> Seen:
    path = side.get().json()["path"]
    assert isinstance(path, list)
    return {"order": [side.normal(entry) for entry in path if str(side.work) in entry]}


NO_TYPE = Site("unknown application type", ("--application-type", "scirpt"), expressway_refuses="scirpt")
SPACED_ROOT = Site(
    "server root with a space",
    ("--server-root", "{work}/a server root"),
    peer_refuses="too many arguments",
)

GROUP = Group(
    "mounting",
    (
        Row(
            "below the mount point",
            ONE,
            Request("/one/two/a%20b/c"),
            sees=SPLIT,
            expect={"environ.PATH_INFO": "/a b/c"},
        ),
        Row(
            "the mount point with a slash",
            ONE,
            Request("/one/two/"),
            expect={"environ.SCRIPT_NAME": "/one/two", "environ.PATH_INFO": "/"},
        ),
        Row(
            "the mount point without a slash",
            ONE,
            Request("/one/two"),
            meant={"status": (301, 200)},
            reason=(
                "PEP 3333 lets the application answer for its root with an empty PATH_INFO; that is "
                "Django's to redirect or not, "
                "and a redirect of Apache's turns a POST into a GET."
            ),
        ),
        Row(
            "the folder of a mount point",
            ONE,
            Request("/one"),
            meant={"status": (301, 404)},
            reason=(
                "The peer makes real folders for the mount point, and redirects to one; there is "
                "nothing at that address."
            ),
        ),
        Row("above the mount point", ONE, Request("/"), expect={"status": 404}),
        Row("a name that only begins so", ONE, Request("/one/twofold"), expect={"status": 404}),
        Row(
            "a mount point that ends in a slash",
            SLASH,
            Request("/one/two/x"),
            meant={"environ.SCRIPT_NAME": ("/one/two/", "/one/two"), "environ.PATH_INFO": ("x", "/x")},
            reason=(
                "PEP 3333 forbids a SCRIPT_NAME that ends in a slash; with it Django builds addresses "
                "like `/one/two//x`."
            ),
        ),
        Row("double slashes below it", ONE, Request("/one/two//x//y"), sees=SPLIT),
        Row(
            "a file beside the mount point",
            WITH_FILES,
            Request("/plain.txt"),
            expect={"status": 200, "body": "plain\n"},
        ),
        Row(
            "a file below the mount point",
            WITH_FILES,
            Request("/app/file.txt"),
            expect={"body": "below the mount point\n"},
        ),
        Row(
            "the application below its mount point",
            WITH_FILES,
            Request("/app/page"),
            sees=SPLIT,
            expect={"status": 200},
        ),
        Row(
            "nothing is made in the document root",
            EMPTY_ROOT,
            folders,
            meant={"in the document root": (["made", "made/up", "plain.txt"], ["plain.txt"])},
            reason="A server has no business in the folders of a project.",
        ),
        Row("another callable", RENAMED, expect={"status": 200, "body": "renamed"}),
        Row("a module", MODULE, Request("/x"), sees=SPLIT, expect={"status": 200, "json.directory": "{work}"}),
        Row("the entry point as an option", ENTRY, Request("/x"), sees=SPLIT, expect={"status": 200}),
        Row(
            "two entry points",
            TWO_ENTRIES,
            meant={"serves": (True, False), "status": (200, None)},
            reason=(
                "One of the two is a mistake, and only the person knows which; the peer silently takes the option's."
            ),
        ),
        Row(
            "an unknown application type",
            NO_TYPE,
            meant={"serves": (True, False)},
            reason="A slip of the keyboard is shown, not served as something else.",
        ),
        Row(
            "a server root with a space",
            SPACED_ROOT,
            meant={"serves": (False, True)},
            reason="Every value is quoted.",
        ),
        Row("the working directory", ELSEWHERE, expect={"json.directory": "{work}/elsewhere"}),
        Row(
            "the working directory and python-path in sys.path",
            ELSEWHERE,
            search_path,
            sees=("order",),
        ),
    ),
)
