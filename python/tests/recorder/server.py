"""A server that treats applications as mod_wsgi does."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Callable

Environ = dict[str, Any]
Application = Callable[[Environ, Any], Iterable[bytes]]


class FileWrapper:
    """As mod_wsgi's: what the server looks for, and an iterator where it cannot send the file itself."""

    def __init__(self, filelike: Any, blksize: int = 8192) -> None:
        self.filelike, self.blksize = filelike, blksize

    def __iter__(self) -> Iterator[bytes]:
        return iter(lambda: self.filelike.read(self.blksize), b"")

    def close(self) -> None:
        if hasattr(self.filelike, "close"):
            self.filelike.close()


class ClientGone(Exception):
    pass


class Input(io.BytesIO):
    """Counts what has been taken."""

    fails_at: int | None = None

    def read(self, size: int | None = -1) -> bytes:
        if self.fails_at is not None and self.tell() >= self.fails_at:
            raise OSError("Apache/mod_wsgi request data read error")
        return super().read(size)


@dataclass
class Server:
    """One request as mod_wsgi serves it. Source: mod_wsgi 6.1, wsgi_adapter.c."""

    gone_after: int | None = None
    """Pieces of the response that the client takes."""
    sent: list[bytes] = field(default_factory=list)
    status: str | None = None
    headers: list[tuple[str, str]] = field(default_factory=list)
    raised: list[str] = field(default_factory=list)
    taken: bytes = b""
    """Of the request's body, by the application."""
    sent_file: bool = False
    most_held: int = 0
    """Pieces that the application had made and the client had not got, at most."""
    unread_when_called: int = 0

    def start_response(self, status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
        if exc_info is not None and self.sent:
            raise exc_info[1]
        assert exc_info is not None or self.status is None
        self.status, self.headers = status, list(headers)
        return self.write

    def write(self, piece: bytes) -> None:
        assert self.status is not None
        if self.gone_after is not None and len(self.sent) >= self.gone_after:
            raise ClientGone
        self.sent.append(piece)

    def serve(self, application: Application, environ: Environ) -> None:
        source = environ["wsgi.input"]
        body: Any = None
        try:
            body = application(environ, self.start_response)
            if not self._send_file(body):
                for piece in body:
                    self.write(piece)
        except ClientGone:
            pass
        except Exception as error:
            self.raised.append(type(error).__name__)
        if hasattr(body, "close"):
            try:
                body.close()
            except Exception as error:
                self.raised.append(type(error).__name__)
        self.taken = source.getvalue()[: source.tell()]

    def _send_file(self, body: Any) -> bool:
        if not isinstance(body, FileWrapper) or not hasattr(body.filelike, "fileno"):
            return False
        offset = body.filelike.tell()
        self.sent_file = True
        self.sent.append(os.pread(body.filelike.fileno(), 1 << 30, offset))
        return True


def make_environ(method: str = "GET", body: bytes = b"", source: Input | None = None, **more: str) -> Environ:
    environ = {
        "REQUEST_METHOD": method,
        "SCRIPT_NAME": "",
        "PATH_INFO": "/some/path",
        "QUERY_STRING": "",
        "REQUEST_URI": "/some/path",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "localhost",
        "mod_wsgi.version": (6, 1, 1),
        "mod_wsgi.thread_id": 3,
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.input_terminated": True,
        "wsgi.input": source if source is not None else Input(body),
        "wsgi.file_wrapper": FileWrapper,
        "mod_wsgi.object": object(),
    }
    if body:
        environ["CONTENT_LENGTH"] = str(len(body))
    environ.update(more)
    return environ
