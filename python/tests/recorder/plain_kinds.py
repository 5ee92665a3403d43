"""Kinds of request and response that hold no secret."""

from __future__ import annotations

import hashlib
import io
import sys
import tempfile
from collections.abc import Iterable, Iterator
from typing import Any

from .kind import ALL_BYTES, OCTETS, PLAIN, Kinds, complete, registering_in
from .reading import Recorded
from .server import Environ, Input, Server, make_environ

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


def _check_before(recorded: Recorded, server: Server) -> None:
    assert recorded.stages == ["call"] and recorded.about["status"] is None
    (error,) = recorded.about["exceptions"]
    assert (error["type"], error["message"]) == ("builtins.ValueError", "before ?")
    assert "_before" in error["traceback"] and "recording.py" not in error["traceback"]
    assert server.raised == ["ValueError"] and not recorded.about["response_body"]["complete"]


@kind("an exception before the response", check=_check_before)
def _before(environ: Environ, start_response: Any) -> Iterable[bytes]:
    raise ValueError("before \udc80")


def _check_during(recorded: Recorded, server: Server) -> None:
    assert recorded.stages == ["iteration"] and recorded.about["status"] == "200 OK"
    assert "_during" in recorded.about["exceptions"][0]["traceback"]
    assert server.raised == ["KeyError"] and not recorded.about["response_body"]["complete"]


@kind("an exception during the response", check=_check_during)
def _during(environ: Environ, start_response: Any) -> Iterable[bytes]:
    start_response("200 OK", PLAIN)
    yield b"so far"
    raise KeyError("during")


class Failing:
    def __iter__(self) -> Iterator[bytes]:
        return iter([b"all of it"])

    def close(self) -> None:
        raise RuntimeError("after")


def _check_after(recorded: Recorded, server: Server) -> None:
    assert recorded.stages == ["close"] and recorded.about["response_body"]["complete"]
    assert server.raised == ["RuntimeError"]


@kind("an exception after the response", check=_check_after)
def _after(environ: Environ, start_response: Any) -> Iterable[bytes]:
    start_response("200 OK", PLAIN)
    return Failing()


def _check_exc_info(recorded: Recorded, server: Server) -> None:
    assert recorded.stages == ["start_response"] and recorded.about["status"] == "500 Oops"
    assert recorded.about["response_headers"] == [["Content-Type", "text/plain"]] and server.raised == []


@kind("start_response with exc_info", check=_check_exc_info)
def _exc_info(environ: Environ, start_response: Any) -> Iterable[bytes]:
    start_response("200 OK", OCTETS)
    try:
        raise ValueError("handled")
    except ValueError:
        start_response("500 Oops", PLAIN, sys.exc_info())
    return [b"sorry"]


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


def _check_gone(recorded: Recorded, server: Server) -> None:
    assert not recorded.about["response_body"]["complete"] and recorded.stages == []
    # The piece that found the client gone has left the application.
    assert recorded.response_body == b"012" and b"".join(server.sent) == b"01"


@kind("a client that goes away", server=lambda: Server(gone_after=2), check=_check_gone, same_response=False)
def _gone(environ: Environ, start_response: Any) -> Iterable[bytes]:
    start_response("200 OK", PLAIN)
    for number in range(5):
        yield str(number).encode()


def _check_broken_upload(recorded: Recorded, server: Server) -> None:
    assert recorded.request_body == b"abcd"
    assert recorded.about["request_body"] == {"size": 4, "complete": False, "failed": True}
    assert recorded.stages == ["call"] and server.raised == ["OSError"]


def _broken() -> Environ:
    environ = make_environ("POST", b"abcdefgh", CONTENT_TYPE="image/png")
    environ["wsgi.input"].fails_at = 4
    return environ


@kind("an upload that breaks off", environ=_broken, check=_check_broken_upload)
def _broken_upload(environ: Environ, start_response: Any) -> Iterable[bytes]:
    while environ["wsgi.input"].read(4):
        pass
    return []


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
