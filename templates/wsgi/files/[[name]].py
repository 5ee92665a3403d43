"""A WSGI application: https://peps.python.org/pep-3333/"""

from typing import Any, Callable, Iterable


def application(environ: "dict[str, Any]", start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answers every request; Apache calls it."""
    body = b"[[name]] is served.\n"
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(body)))])
    return [body]
