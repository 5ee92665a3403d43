"""An application that says where it was asked, and requests held to the letter of WSGI on both sides."""

from __future__ import annotations

import sys
from collections.abc import Callable
from io import BytesIO
from typing import Any
from wsgiref.validate import validator

HELLO = """
def application(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [(environ["SCRIPT_NAME"] + "|" + environ["PATH_INFO"]).encode()]
"""


def complete_environ(**environ: Any) -> dict[str, Any]:
    return {
        "REQUEST_METHOD": "GET", "SCRIPT_NAME": "", "PATH_INFO": "/", "SERVER_NAME": "localhost",
        "SERVER_PORT": "8000", "SERVER_PROTOCOL": "HTTP/1.1", "QUERY_STRING": "", "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http", "wsgi.input": BytesIO(), "wsgi.errors": sys.stderr, "wsgi.multithread": True,
        "wsgi.multiprocess": True, "wsgi.run_once": False, **environ,
    }  # fmt: skip


def request(application: Any, **environ: Any) -> tuple[str, dict[str, str], str]:
    """Status, headers and body of one request, held to the letter of WSGI on both sides."""
    answer: dict[str, Any] = {}

    def start_response(status: str, headers: list[tuple[str, str]], _error: Any = None) -> Callable[[bytes], None]:
        answer.update(status=status, headers=dict(headers))
        return lambda data: None

    result = validator(application)(complete_environ(**environ), start_response)
    body = b"".join(result).decode()
    if hasattr(result, "close"):
        result.close()
    return answer["status"], answer["headers"], body
