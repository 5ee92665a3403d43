"""The vocabulary of the table: a site that both servers serve, and rows that say what to look at."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from suite.sides import Side

APPLICATIONS = Path(__file__).resolve().parent.parent / "applications"

Seen = Mapping[str, object]


def application(name: str) -> str:
    """The text of one of the suite's own scripts."""
    return (APPLICATIONS / name).read_text()


@dataclass(frozen=True)
class Script:
    """A file that may be executed."""

    text: str


@dataclass(frozen=True, eq=False)
class Site:
    """What both servers are started with. `{work}`, `{port}`, `{tls}`, `{backend}` are filled in."""

    name: str
    flags: tuple[str, ...] = ()
    # Below the working directory; a name of `applications/` as `application("echo.py")`.
    files: Mapping[str, str | Script] = field(default_factory=dict)
    links: Mapping[str, str] = field(default_factory=dict)
    entry: str | None = "app.wsgi"
    variables: Mapping[str, str] = field(default_factory=dict)
    # Certificates in `tls/` of the working directory, and a port for `{tls}`.
    has_certificates: bool = False
    # What one of the two says when it refuses to start; its rows then look at `serves` alone.
    peer_refuses: str = ""
    expressway_refuses: str = ""
    # Started by root, who names the run user.
    is_started_by_root: bool = False

    @property
    def all_files(self) -> Mapping[str, str | Script]:
        return {"app.wsgi": application("echo.py"), **self.files}

    @property
    def options(self) -> frozenset[str]:
        """The flags by name, without their values."""
        return frozenset(flag for flag in self.flags if re.fullmatch(r"--[a-z][a-z0-9-]*", flag))


@dataclass(frozen=True)
class Request:
    """One request, sent exactly as it is written."""

    path: str = "/"
    method: str = "GET"
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes | None = None
    # The body in pieces, without Content-Length.
    chunks: tuple[bytes, ...] | None = None
    host: str | None = None
    over_tls: bool = False
    has_certificate: bool = False
    version: str = "HTTP/1.1"


@dataclass(frozen=True)
class Like:
    """Stands for every text in which PATTERN is found."""

    pattern: str

    def __eq__(self, other: object) -> bool:
        return isinstance(other, str) and re.search(self.pattern, other, re.DOTALL) is not None

    def __hash__(self) -> int:
        return hash(self.pattern)


Ask = Request | Callable[["Side"], Seen]


@dataclass(frozen=True, eq=False)
class Row:
    """One behaviour: what is asked, what is looked at, and what both must answer.

    What can be looked at: `status`, `reason`, `body`, `length`, the name of a header (the values joined, None when
    it is missing), `json.KEY`, `environ.KEY`, `serves` (whether the
    server starts); for a function as `ask`, what it returns.
    """

    name: str
    site: Site
    ask: Ask = field(default_factory=Request)
    # Must be the same on both sides.
    sees: tuple[str, ...] = ()
    # Must be this on both sides; where it is Like something, the same on both sides only when `sees` names it, too.
    expect: Mapping[str, object] = field(default_factory=dict)
    # Differs on purpose: what mod_wsgi-express and what Expressway answers.
    meant: Mapping[str, tuple[object, object]] = field(default_factory=dict)
    reason: str = ""
    # Options that the row is about though the site does not give them: the defaults.
    defaults_of: tuple[str, ...] = ()
    # A fault of Expressway's that is known: the row must fail until it is mended.
    defect: str = ""

    def __post_init__(self) -> None:
        assert bool(self.meant) == bool(self.reason), f"{self.name}: a meant difference and its reason go together"

    @property
    def options(self) -> frozenset[str]:
        return self.site.options.union(self.defaults_of)

    @property
    def compares(self) -> frozenset[str]:
        """What must be the same on both sides: always the status, too."""
        serves = not (self.site.peer_refuses or self.site.expressway_refuses)
        always = {"status"} if serves and isinstance(self.ask, Request) else set()
        return frozenset(always.union(self.sees) - self.meant.keys())

    @property
    def looks_at(self) -> frozenset[str]:
        return frozenset({*self.compares, *self.expect, *self.meant})


@dataclass(frozen=True)
class Group:
    """Rows under a heading."""

    title: str
    rows: tuple[Row, ...]
