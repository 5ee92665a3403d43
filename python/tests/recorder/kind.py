"""What a kind of exchange is."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Callable

from .reading import Recorded
from .server import Application, Environ, Server, make_environ

ALL_BYTES = bytes(range(256))


@dataclass
class Kind:
    """One kind of exchange, and what is to be true of what was recorded of it besides its bytes."""

    application: Application
    environ: Callable[[], Environ] = make_environ
    server: Callable[[], Server] = Server
    check: Callable[[Recorded, Server], None] = lambda recorded, server: None
    same_request: bool = True
    same_response: bool = True
    configuration: dict[str, Any] = field(default_factory=dict)


Kinds = dict[str, Kind]


def registering_in(kinds: Kinds) -> Callable[..., Callable[[Application], Application]]:
    """A decorator that makes a kind of an application: its name, and the rest of `Kind`."""

    def kind(name: str, **more: Any) -> Callable[[Application], Application]:
        def register(application: Application) -> Application:
            kinds[name] = Kind(application, **more)
            return application

        return register

    return kind


PLAIN = [("Content-Type", "text/plain")]
OCTETS = [("Content-Type", "application/octet-stream"), ("X-Sent", "caf\xe9")]


def complete(recorded: Recorded, server: Server) -> None:
    assert recorded.about["response_body"]["complete"]
    assert recorded.about["request_body"]["complete"]
    assert recorded.stages == []
