"""TLS: certificates, clients with certificates, https-only, HSTS."""

from contextlib import closing

from suite.client import connect, secured
from suite.rows import Ask, Group, Like, Request, Row, Seen, Site
from suite.sides import Side

SERVER = ("--https-port", "{tls}", "--server-name", "www.example.test")
CERTIFICATE = ("--ssl-certificate", "{work}/tls/server")
PATHLESS = 'it leads to the root: RewriteCond keeps the doubled backslashes of "^\\\\S+", so the condition never holds'
KEPT = "302 turns a POST into a GET, and what was sent is lost; 308 keeps the method."
HOST = "www.example.test"

PLAIN = Site("TLS", (*SERVER, *CERTIFICATE, "--ssl-environment"), has_certificates=True)
QUIET = Site(
    "TLS from two files",
    (
        *(
            *SERVER,
            "--ssl-certificate-file",
            "{work}/tls/server.crt",
            "--ssl-certificate-key-file",
            "{work}/tls/server.key",
        ),
        *("--ssl-certificate-chain-file", "{work}/tls/ca.crt"),
    ),
    has_certificates=True,
)
ONLY = Site(
    "https only",
    (*SERVER, *CERTIFICATE, "--https-only", "--hsts-policy", "max-age=100", "--url-alias", "/media", "{work}/media"),
    files={"media/there.txt": "there\n"},
    has_certificates=True,
)
HSTS_WITH_SPACES = Site(
    "HSTS with spaces",
    (*SERVER, *CERTIFICATE, "--https-only", "--hsts-policy", "max-age=100; includeSubDomains"),
    has_certificates=True,
    peer_refuses="Unknown parameter: includeSubDomains",
)
HSTS_ALONE = Site(
    "HSTS without https-only", (*SERVER, *CERTIFICATE, "--hsts-policy", "max-age=100"), has_certificates=True
)
CLIENTS = Site(
    "clients with certificates",
    (*SERVER, *CERTIFICATE, "--ssl-ca-certificate-file", "{work}/tls/ca.crt", "--ssl-environment"),
    has_certificates=True,
)
SOME_CLIENTS = Site(
    "clients with certificates in one place",
    (*SERVER, *CERTIFICATE, "--ssl-ca-certificate-file", "{work}/tls/ca.crt", "--ssl-verify-client", "/members"),
    has_certificates=True,
)

OLD_NAME = Site(
    "TLS by its old name", ("--ssl-port", "{tls}", "--server-name", HOST, *CERTIFICATE), has_certificates=True
)
NO_CERTIFICATE = Site("TLS without a certificate", SERVER, expressway_refuses="certificate")
NO_NAME = Site("TLS without a server name", ("--https-port", "{tls}", *CERTIFICATE), has_certificates=True)


def names(side: Side) -> Seen:
    answer = side.ask(Request("/a", host=HOST, over_tls=True))
    wanted = ("wsgi.url_scheme", "HTTPS", "SERVER_NAME", "SERVER_PORT", "REQUEST_SCHEME", "HTTP_HOST")
    return {name: side.look(answer, f"environ.{name}") for name in wanted}


def certificate(side: Side) -> Seen:
    """The certificate that the server shows, and the protocols that it speaks."""
    with closing(secured(connect(side.tls_port), HOST)) as connection:
        shown = connection.getpeercert(binary_form=True)
        return {"shown": bool(shown), "version": connection.version(), "cipher": (connection.cipher() or ("",))[0]}


def stranger(path: str) -> Ask:
    """What a client without a certificate gets: an answer, or an end of the connection."""

    def ask(side: Side) -> Seen:
        try:
            return {"status": side.ask(Request(path, host=HOST, over_tls=True)).status}
        except OSError as error:
            return {"status": f"refused: {type(error).__name__}"}

    return ask


def speaks_tls(side: Side) -> Seen:
    try:
        return {"speaks": certificate(side)["shown"]}
    except OSError:
        return {"speaks": False}


GROUP = Group(
    "TLS",
    (
        Row(
            "what the application is told",
            PLAIN,
            names,
            sees=("SERVER_PORT", "REQUEST_SCHEME", "HTTP_HOST", "HTTPS"),
            expect={"wsgi.url_scheme": "https", "SERVER_NAME": HOST},
        ),
        Row("the old name of the option", OLD_NAME, Request(host=HOST, over_tls=True), expect={"status": 200}),
        Row("the handshake", PLAIN, certificate, sees=("version", "cipher"), expect={"shown": True}),
        Row(
            "the same site in clear text",
            PLAIN,
            Request(host=HOST),
            sees=("environ.HTTPS",),
            expect={"status": 200, "environ.wsgi.url_scheme": "http"},
        ),
        Row(
            "the environment of the connection",
            PLAIN,
            Request(host=HOST, over_tls=True),
            sees=(
                "environ.SSL_PROTOCOL",
                "environ.SSL_CIPHER",
                "environ.SSL_SERVER_S_DN_CN",
                "environ.SSL_CLIENT_VERIFY",
            ),
            expect={"environ.SSL_PROTOCOL": Like("TLSv1")},
        ),
        Row(
            "no such environment without being told",
            QUIET,
            Request(host=HOST, over_tls=True),
            expect={"environ.SSL_PROTOCOL": None, "status": 200},
        ),
        Row("another host over TLS", PLAIN, Request(host="other.test", over_tls=True), sees=("status",)),
        Row(
            "https only: the redirect",
            ONLY,
            Request("/a%20b?c=d", host=HOST),
            meant={"status": (302, 308)},
            expect={"Location": Like(r"^https://www\.example\.test:\{tls\}/a%20b\?c=d$")},
            defect=PATHLESS,
            reason=(
                "302 turns a POST into a GET and loses its body; 308 keeps both, and says that the "
                "address has changed for good."
            ),
        ),
        Row(
            "https only: a POST",
            ONLY,
            Request("/form", method="POST", body=b"a=1", host=HOST),
            meant={"status": (302, 308)},
            reason=KEPT,
        ),
        Row(
            "https only: a file",
            ONLY,
            Request("/media/there.txt", host=HOST),
            meant={"status": (302, 308)},
            defect=PATHLESS,
            reason=KEPT,
            expect={"Location": "https://www.example.test:{tls}/media/there.txt"},
        ),
        Row(
            "https only: over TLS",
            ONLY,
            Request("/a", host=HOST, over_tls=True),
            expect={"status": 200, "Strict-Transport-Security": "max-age=100"},
        ),
        Row(
            "HSTS on Apache's own errors",
            ONLY,
            Request("/media/missing", host=HOST, over_tls=True),
            expect={"status": 404},
            meant={"Strict-Transport-Security": (None, "max-age=100")},
            reason=(
                "A policy that is missing on error pages is not seen by whoever meets one first; "
                "`Header always` reaches all responses."
            ),
        ),
        Row(
            "HSTS not in clear text",
            ONLY,
            Request("/a", host=HOST),
            expect={"Strict-Transport-Security": None},
            meant={"status": (302, 308)},
            reason=KEPT,
        ),
        Row(
            "HSTS without https-only",
            HSTS_ALONE,
            Request("/a", host=HOST, over_tls=True),
            expect={"status": 200},
            meant={"Strict-Transport-Security": (None, "max-age=100")},
            reason="An option that is silently ignored is worse than none; the header stands on its own.",
        ),
        Row(
            "HSTS with spaces",
            HSTS_WITH_SPACES,
            Request("/a", host=HOST, over_tls=True),
            meant={
                "serves": (False, True),
                "status": (None, 200),
                "Strict-Transport-Security": (None, "max-age=100; includeSubDomains"),
            },
            reason="The peer does not quote the policy, and Apache refuses the configuration.",
        ),
        Row(
            "no certificate",
            NO_CERTIFICATE,
            Request(host=HOST),
            meant={"serves": (True, False), "status": (200, None)},
            reason="The peer silently opens no TLS port.",
        ),
        Row(
            "no server name",
            NO_NAME,
            speaks_tls,
            meant={"speaks": (False, True)},
            reason="The peer silently opens no TLS port.",
        ),
        Row(
            "a client with a certificate",
            CLIENTS,
            Request(host=HOST, over_tls=True, has_certificate=True),
            sees=("environ.SSL_CLIENT_S_DN_CN",),
            expect={"status": 200, "environ.SSL_CLIENT_VERIFY": "SUCCESS"},
        ),
        Row("a client without one", CLIENTS, stranger("/"), sees=("status",)),
        Row(
            "a client without one, where none is asked for",
            SOME_CLIENTS,
            Request("/", host=HOST, over_tls=True),
            expect={"status": 200},
        ),
        Row(
            "a client without one, where one is asked for",
            SOME_CLIENTS,
            stranger("/members/x"),
            meant={"status": ("refused: SSLError", 403)},
            reason="Browsers cannot be asked for a certificate amid a TLS 1.3 connection, as the peer does; "
            "asked at its beginning they can show one, and who has none gets a page that says so.",
        ),
        Row(
            "clear text where certificates are asked for",
            CLIENTS,
            Request(host=HOST),
            meant={"status": (200, 403)},
            reason="What only clients with a certificate may see is no more open in clear text.",
        ),
    ),
)
