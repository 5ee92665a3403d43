"""Kinds of request: how much of it there is, and how the application reads it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

from .kind import ALL_BYTES, OCTETS, PLAIN, Kinds, complete, registering_in
from .reading import Recorded
from .server import Environ, Input, Server, make_environ

KINDS: Kinds = {}
kind = registering_in(KINDS)


def _check_chunked(recorded: Recorded, server: Server) -> None:
    assert recorded.request_body == b"chunks of unknown number"
    assert recorded.about["request_body"] == {"size": 24, "complete": True}


@kind(
    "a chunked request",
    environ=lambda: make_environ("POST", source=Input(b"chunks of unknown number"), HTTP_TRANSFER_ENCODING="chunked"),
    check=_check_chunked,
)
def _chunked(environ: Environ, start_response: Any) -> Iterable[bytes]:
    while environ["wsgi.input"].read(7):
        pass
    start_response("200 OK", PLAIN)
    return [b"ok"]


HUNDRED = 100 << 20


class Zeros(Input):
    """A hundred megabytes that nobody holds."""

    def __init__(self) -> None:
        super().__init__()
        self.left = HUNDRED

    def read(self, size: int | None = -1) -> bytes:
        assert size is not None and 0 < size <= 1 << 20, "somebody else than the application reads"
        size = min(size, self.left)
        self.left -= size
        return bytes(size)


def _digest_of_zeros() -> str:
    digest = hashlib.sha256()
    for _ in range(HUNDRED >> 20):
        digest.update(bytes(1 << 20))
    return digest.hexdigest()


def _check_upload(recorded: Recorded, server: Server) -> None:
    assert recorded.request_body == b""
    assert recorded.about["request_body"] == {
        "size": HUNDRED,
        "left_out": "too-large",
        "sha256": _digest_of_zeros(),
        "complete": True,
    }


@kind(
    "an upload of 100 MB",
    environ=lambda: make_environ("PUT", source=Zeros(), CONTENT_TYPE="video/mp4", CONTENT_LENGTH=str(HUNDRED)),
    check=_check_upload,
    same_request=False,
)
def _upload(environ: Environ, start_response: Any) -> Iterable[bytes]:
    while environ["wsgi.input"].read(1 << 20):
        pass
    start_response("200 OK", PLAIN)
    return [b"thank you"]


@kind(
    "a body that is spilled to a file",
    environ=lambda: make_environ("PUT", ALL_BYTES * 8192, CONTENT_TYPE="image/png"),
    check=complete,
)
def _spilled(environ: Environ, start_response: Any) -> Iterable[bytes]:
    body = environ["wsgi.input"].read()
    start_response("200 OK", [("Content-Type", "image/png")])
    yield from (body[start : start + 100_000] for start in range(0, len(body), 100_000))


def _check_limit(recorded: Recorded, server: Server) -> None:
    digest = hashlib.sha256(b"x" * 101).hexdigest()
    assert recorded.about["request_body"]["sha256"] == digest
    assert recorded.about["response_body"] == {
        "size": 101,
        "left_out": "too-large",
        "sha256": digest,
        "complete": True,
    }


@kind(
    "bodies over the limit",
    environ=lambda: make_environ("PUT", b"x" * 101, CONTENT_TYPE="image/png"),
    configuration={"body_limit": 100},
    check=_check_limit,
    same_request=False,
    same_response=False,
)
def _over_the_limit(environ: Environ, start_response: Any) -> Iterable[bytes]:
    body = environ["wsgi.input"].read()
    start_response("200 OK", OCTETS)
    return [body]


@kind("binary both ways", environ=lambda: make_environ("POST", ALL_BYTES * 3), check=complete)
def _binary(environ: Environ, start_response: Any) -> Iterable[bytes]:
    lines = list(environ["wsgi.input"])
    start_response("200 OK", OCTETS)
    return tuple(lines)


@kind("lines", environ=lambda: make_environ("POST", b"a\nbb\nccc\ndddd"), check=complete)
def _lines(environ: Environ, start_response: Any) -> Iterable[bytes]:
    source = environ["wsgi.input"]
    first, second = source.readline(), source.readline(1)
    start_response("200 OK", PLAIN)
    return [first, second, *source.readlines()]


def _check_unread(recorded: Recorded, server: Server) -> None:
    assert recorded.about["request_body"] == {"size": 0, "complete": False} and server.taken == b""


@kind("a body that is not read", environ=lambda: make_environ("POST", b"never"), check=_check_unread)
def _unread(environ: Environ, start_response: Any) -> Iterable[bytes]:
    start_response("200 OK", PLAIN)
    return [b"no thanks"]


def _check_half_read(recorded: Recorded, server: Server) -> None:
    assert recorded.about["request_body"] == {"size": 5, "complete": False} and recorded.request_body == b"never"


@kind("a body that is half read", environ=lambda: make_environ("POST", b"never read"), check=_check_half_read)
def _half_read(environ: Environ, start_response: Any) -> Iterable[bytes]:
    environ["wsgi.input"].read(5)
    start_response("200 OK", PLAIN)
    return [b"enough"]
