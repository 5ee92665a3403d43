"""Kinds of exchange that the application, the client or the network breaks off."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import Any

from .kind import OCTETS, PLAIN, Kinds, registering_in
from .reading import Recorded
from .server import Environ, Server, make_environ

KINDS: Kinds = {}
kind = registering_in(KINDS)


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
