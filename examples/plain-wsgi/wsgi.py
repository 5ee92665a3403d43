"""A WSGI application without a framework."""

from collections.abc import Callable, Iterable
from typing import Any
from wsgiref.util import request_uri


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    lines = [
        "Hello from Apache and mod_wsgi.",
        f"You asked for {request_uri(environ)}",
        f"Process group: {environ.get('mod_wsgi.process_group') or 'the Apache child process'}",
    ]
    body = "".join(line + "\n" for line in lines).encode()
    start_response("200 OK", [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", str(len(body)))])
    return [body]
