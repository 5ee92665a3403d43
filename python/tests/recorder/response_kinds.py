"""Kinds of response: how the application hands it over."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterable
from typing import Any

from .kind import ALL_BYTES, OCTETS, PLAIN, Kinds, complete, registering_in
from .reading import Recorded
from .server import Environ, Server, make_environ

KINDS: Kinds = {}
kind = registering_in(KINDS)


@kind("an empty response", check=complete)
def _empty(environ: Environ, start_response: Any) -> Iterable[bytes]:
    start_response("204 No Content", [])
    return []


@kind("a list", check=complete)
def _list(environ: Environ, start_response: Any) -> Iterable[bytes]:
    start_response("200 OK", OCTETS)
    return [b"one", b"", ALL_BYTES]


def _check_generator(recorded: Recorded, server: Server) -> None:
    complete(recorded, server)
    timings = recorded.about["timings"]
    assert 0 <= timings["start_response"] <= timings["first_byte"] <= timings["end"]


@kind("a generator", check=_check_generator)
def _generator(environ: Environ, start_response: Any) -> Iterable[bytes]:
    start_response("200 OK", PLAIN)
    for number in range(5):
        yield str(number).encode()
        yield b""


@kind("write()", check=complete)
def _write(environ: Environ, start_response: Any) -> Iterable[bytes]:
    write = start_response("200 OK", PLAIN)
    write(b"written, ")
    write(b"twice, ")
    return [b"and returned"]


@kind("HEAD", environ=lambda: make_environ("HEAD"), check=complete)
def _head(environ: Environ, start_response: Any) -> Iterable[bytes]:
    start_response("200 OK", [*PLAIN, ("Content-Length", "1234")])
    return []


def _check_304(recorded: Recorded, server: Server) -> None:
    complete(recorded, server)
    assert recorded.about["response_headers"] == [["ETag", '"x"']]


@kind("304", environ=lambda: make_environ(HTTP_IF_NONE_MATCH='"x"'), check=_check_304)
def _not_modified(environ: Environ, start_response: Any) -> Iterable[bytes]:
    start_response("304 Not Modified", [("ETag", '"x"')])
    return iter(())


def _check_small_file(recorded: Recorded, server: Server) -> None:
    assert server.sent_file and recorded.about["response_body"]["file"]
    assert recorded.response_body == ALL_BYTES[10:]


@kind("a small file through the file wrapper", check=_check_small_file)
def _small_file(environ: Environ, start_response: Any) -> Iterable[bytes]:
    return _file(environ, start_response, ALL_BYTES)


def _check_large_file(recorded: Recorded, server: Server) -> None:
    assert server.sent_file
    assert recorded.about["response_body"] == {
        "size": 300 << 10,
        "file": True,
        "left_out": "sent-as-file",
        "complete": True,
    }


@kind("a large file through the file wrapper", check=_check_large_file, same_response=False)
def _large_file(environ: Environ, start_response: Any) -> Iterable[bytes]:
    return _file(environ, start_response, bytes((300 << 10) + 10))


def _file(environ: Environ, start_response: Any, content: bytes) -> Iterable[bytes]:
    file = tempfile.TemporaryFile()  # noqa: SIM115 (the server closes it)
    file.write(content)
    file.flush()
    file.seek(10)
    start_response("200 OK", [("Content-Type", "image/png")])
    wrapped: Iterable[bytes] = environ["wsgi.file_wrapper"](file)
    return wrapped


def _check_no_file(recorded: Recorded, server: Server) -> None:
    complete(recorded, server)
    assert not server.sent_file and "file" not in recorded.about["response_body"]


class Pipe:
    """Has no descriptor."""

    def __init__(self) -> None:
        self.read = io.BytesIO(b"not a file").read


@kind("the file wrapper without a file", check=_check_no_file)
def _no_file(environ: Environ, start_response: Any) -> Iterable[bytes]:
    start_response("200 OK", PLAIN)
    wrapped: Iterable[bytes] = environ["wsgi.file_wrapper"](Pipe())
    return wrapped
