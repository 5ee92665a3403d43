"""Who may come in: host access, Basic, Digest, groups."""

import hashlib
import re
from base64 import b64encode

from suite.rows import Ask, Group, Like, Request, Row, Seen, Site, application
from suite.sides import Side

SCRIPT = {"access.py": application("access.py")}
HOSTS = Site("host access", ("--host-access-script", "{work}/access.py"), files=SCRIPT)
BASIC = Site(
    "basic authentication",
    (
        "--auth-user-script",
        "{work}/access.py",
        "--document-root",
        "{work}/public",
        "--url-alias",
        "/media",
        "{work}/media",
    ),
    files={**SCRIPT, "public/file.txt": "file\n", "media/file.txt": "media\n"},
)
GROUPS = Site(
    "groups",
    ("--auth-user-script", "{work}/access.py", "--auth-group-script", "{work}/access.py", "--auth-group", "editors"),
    files=SCRIPT,
)
DEFAULT_GROUP = Site(
    "the group by default",
    ("--auth-user-script", "{work}/access.py", "--auth-group-script", "{work}/access.py"),
    files=SCRIPT,
)
DIGEST = Site(
    "digest authentication", ("--auth-user-script", "{work}/access.py", "--auth-type", "Digest"), files=SCRIPT
)
ALL = Site(
    "host access and basic authentication",
    ("--auth-user-script", "{work}/access.py", "--host-access-script", "{work}/access.py"),
    files=SCRIPT,
)


def as_user(name: str, password: str, path: str = "/") -> Request:
    token = b64encode(f"{name}:{password}".encode()).decode()
    return Request(path, headers=(("Authorization", f"Basic {token}"),))


def by_digest(password: str) -> Ask:
    """The challenge, and what comes of the answer. Source: RFC 2617."""

    def ask(side: Side) -> Seen:
        challenge = side.get("/").header("WWW-Authenticate") or ""
        given = dict(re.findall(r'(\w+)="?([^",]*)"?', challenge))
        user = hashlib.md5(f"anna:{given['realm']}:{password}".encode()).hexdigest()
        request = hashlib.md5(b"GET:/").hexdigest()
        answer = hashlib.md5(f"{user}:{given['nonce']}:00000001:own:{given['qop']}:{request}".encode()).hexdigest()
        parts = {"username": "anna", "realm": given["realm"], "nonce": given["nonce"], "uri": "/", "cnonce": "own"}
        words = ", ".join(f'{name}="{value}"' for name, value in {**parts, "response": answer}.items())
        reply = side.get("/", ("Authorization", f"Digest {words}, qop=auth, nc=00000001, algorithm=MD5"))
        user_seen = reply.environ["REMOTE_USER"] if reply.status == 200 else None
        return {
            "scheme": challenge.split()[0],
            "realm": side.normal(given["realm"]),
            "status": reply.status,
            "user": user_seen,
        }

    return ask


GROUP = Group(
    "access",
    (
        Row("a host that may", HOSTS, Request("/x"), expect={"status": 200, "environ.PATH_INFO": "/x"}),
        Row("a host that may not", HOSTS, Request("/denied"), sees=("Content-Type",), expect={"status": 403}),
        Row("nobody", BASIC, Request("/"), expect={"status": 401, "WWW-Authenticate": Like("^Basic realm=")}),
        Row(
            "the realm",
            BASIC,
            Request("/"),
            expect={"WWW-Authenticate": 'Basic realm="127.0.0.1:{port}"'},
        ),
        Row(
            "the right password",
            BASIC,
            as_user("anna", "secret"),
            expect={"status": 200, "environ.REMOTE_USER": "anna", "environ.AUTH_TYPE": "Basic"},
        ),
        Row(
            "the application sees the header",
            BASIC,
            as_user("anna", "secret"),
            expect={"environ.HTTP_AUTHORIZATION": "Basic YW5uYTpzZWNyZXQ="},
        ),
        Row("the wrong password", BASIC, as_user("anna", "wrong"), expect={"status": 401}),
        Row("an unknown user", BASIC, as_user("nobody", "secret"), expect={"status": 401}),
        Row("another scheme", BASIC, Request(headers=(("Authorization", "Bearer token"),)), expect={"status": 401}),
        Row("files are locked as well", BASIC, Request("/file.txt"), expect={"status": 401}),
        Row("aliases are locked as well", BASIC, Request("/media/file.txt"), expect={"status": 401}),
        Row(
            "a file with the password",
            BASIC,
            as_user("anna", "secret", "/file.txt"),
            expect={"status": 200, "body": "file\n"},
        ),
        Row(
            "a user in the group",
            GROUPS,
            as_user("anna", "secret"),
            expect={"status": 200, "environ.REMOTE_USER": "anna"},
        ),
        Row("a user outside the group", GROUPS, as_user("otto", "geheim"), sees=("status",)),
        Row("a user in the group wsgi", DEFAULT_GROUP, as_user("anna", "secret"), expect={"status": 200}),
        Row("a user outside the group wsgi", DEFAULT_GROUP, as_user("otto", "geheim"), sees=("status",)),
        Row(
            "digest",
            DIGEST,
            by_digest("secret"),
            expect={"scheme": "Digest", "status": 200, "user": "anna"},
        ),
        Row("the realm of a digest", DIGEST, by_digest("secret"), expect={"realm": "127.0.0.1:{port}"}),
        Row("digest with the wrong password", DIGEST, by_digest("wrong"), expect={"scheme": "Digest", "status": 401}),
        Row("basic where digest is asked", DIGEST, as_user("anna", "secret"), expect={"status": 401}),
        Row("both guards, both content", ALL, as_user("anna", "secret"), expect={"status": 200}),
        Row("both guards, the host may not", ALL, as_user("anna", "secret", "/denied"), sees=("status",)),
        Row("both guards, no password", ALL, Request("/"), sees=("status",)),
    ),
)
