"""The plainest application, and one request to it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Callable

from .kind import PLAIN
from .server import Server, make_environ


def hello(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    start_response("200 OK", PLAIN)
    return [b"hello"]


def serve(application: Any) -> Server:
    server = Server()
    server.serve(application, make_environ())
    return server
