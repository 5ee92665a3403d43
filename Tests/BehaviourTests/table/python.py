"""Python inside the processes: paths, warnings, locale, what the process is told."""

from suite.rows import Ask, Group, Like, Request, Row, Seen, Site
from suite.sides import Side

PATHS = Site(
    "python paths",
    ("--python-path", "{work}/first", "--python-path", "{work}/second"),
    files={
        "first/which.py": 'NAME = "first"\n',
        "second/which.py": 'NAME = "second"\n',
        "app.wsgi": (
            "import which\n\n\ndef application(environ, start_response):\n"
            '    start_response("200 OK", [("Content-Type", "text/plain")])\n    return [which.NAME.encode()]\n'
        ),
    },
)
WARNINGS = Site(
    "python warnings", ("--python-warnings", "ignore::UserWarning", "--python-warnings", "error::DeprecationWarning")
)
LOCALE = Site("locale", ("--locale", "C.UTF-8"))
POSIX = Site("no locale of the shell's", variables={"LANG": "C", "LC_ALL": "C"})
OLD_NAME = Site("locale by its old name", ("--lang", "C.UTF-8"))
DEFAULT = Site("python by default")
EGGS = Site("eggs", ("--python-eggs", "{work}/eggs"), files={"eggs/.keep": ""})


def process(*names: str) -> Ask:
    def ask(side: Side) -> Seen:
        answer = side.get().json()
        variables = answer["process_environment"]
        assert isinstance(variables, dict)
        found = {name: variables.get(name) for name in names}
        return {name: side.normal(value) if isinstance(value, str) else value for name, value in found.items()}

    return ask


GROUP = Group(
    "python",
    (
        Row("the first path wins", PATHS, expect={"status": 200, "body": "first"}),
        Row("a warning that became an error", WARNINGS, Request("/?do=warn"), expect={"status": 500}),
        Row("a warning by default", DEFAULT, Request("/?do=warn"), expect={"status": 200}),
        Row("a locale", LOCALE, sees=("json.encoding",), expect={"json.preferred_encoding": "UTF-8"}),
        Row(
            "the locale's variables", LOCALE, process("LANG", "LC_ALL"), expect={"LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}
        ),
        Row(
            "the locale of the shell",
            DEFAULT,
            process("LC_ALL"),
            meant={"LC_ALL": ("en_US.UTF-8", "C.UTF-8")},
            reason="Python 3.11 calls C.UTF-8 `en_US.UTF-8`; the peer believes it, and the locale is not installed; "
            "Expressway takes the name that the shell says, where it is installed.",
        ),
        Row("no locale of the shell's", POSIX, process("LC_ALL"), sees=("LC_ALL",)),
        Row("the old name of the option", OLD_NAME, process("LANG"), expect={"LANG": "C.UTF-8"}),
        Row("file names are UTF-8", DEFAULT, expect={"json.encoding": "utf-8"}),
        Row(
            "what the process is told about its server",
            DEFAULT,
            process(
                "MOD_WSGI_EXPRESS",
                "MOD_WSGI_SERVER_NAME",
                "MOD_WSGI_SERVER_ALIASES",
                "MOD_WSGI_DEBUG_MODE",
                "MOD_WSGI_RELOADER_ENABLED",
            ),
            sees=(
                "MOD_WSGI_SERVER_NAME",
                "MOD_WSGI_SERVER_ALIASES",
                "MOD_WSGI_DEBUG_MODE",
                "MOD_WSGI_RELOADER_ENABLED",
            ),
            expect={"MOD_WSGI_EXPRESS": "true"},
        ),
        Row(
            "the ports",
            DEFAULT,
            process(
                "MOD_WSGI_HTTP_PORT", "MOD_WSGI_HTTPS_PORT", "MOD_WSGI_LISTENER_HOST", "MOD_WSGI_WORKING_DIRECTORY"
            ),
            sees=("MOD_WSGI_LISTENER_HOST", "MOD_WSGI_WORKING_DIRECTORY"),
            expect={"MOD_WSGI_HTTP_PORT": "{port}"},
            meant={"MOD_WSGI_HTTPS_PORT": ("None", None)},
            reason="The text `None` is no port, and true in a condition.",
        ),
        Row(
            "the users",
            DEFAULT,
            process("MOD_WSGI_USER", "MOD_WSGI_GROUP", "MOD_WSGI_SERVER_ROOT"),
            sees=("MOD_WSGI_USER", "MOD_WSGI_GROUP"),
            expect={"MOD_WSGI_SERVER_ROOT": Like("/")},
        ),
        Row("eggs", EGGS, process("PYTHON_EGG_CACHE"), expect={"PYTHON_EGG_CACHE": "{work}/eggs"}),
        Row("the module mod_wsgi", DEFAULT, Request("/?do=metrics"), sees=("body",), expect={"status": 200}),
    ),
)
