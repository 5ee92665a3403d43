"""Mends what WSGI forbids in SCRIPT_NAME and PATH_INFO, where an application is mounted below a path."""

from __future__ import annotations

TYPE_CHECKING = False  # `typing` itself is costly to import; type checkers read this name as true.
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any

    Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


def mounted(application: Application) -> Application:
    """The application, with SCRIPT_NAME that never ends in a slash and PATH_INFO that is empty or begins with one.

    Source: PEP 3333, environ variables; `wsgiref.validate`.
    """

    def mend_and_call(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        script_name = environ.get("SCRIPT_NAME", "")
        path = environ.get("PATH_INFO", "")
        if script_name[-1:] == "/":
            environ["SCRIPT_NAME"] = script_name.rstrip("/")
            environ["PATH_INFO"] = path if path[:1] == "/" else "/" + path
        elif path and path[0] != "/":
            environ["PATH_INFO"] = "/" + path
        return application(environ, start_response)

    return mend_and_call
