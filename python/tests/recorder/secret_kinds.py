"""Kinds of request and response that hold a secret, which is always `hunter2`."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable
from typing import Any

from .kind import ALL_BYTES, PLAIN, Kind, Kinds, complete, registering_in
from .reading import Recorded
from .server import Environ, Server, make_environ

KINDS: Kinds = {}
kind = registering_in(KINDS)

MULTIPART = (
    b'--XX\r\nContent-Disposition: form-data; name="user"\r\n\r\nann\r\n'
    b'--XX\r\nContent-Disposition: form-data; name="new_password"\r\n\r\n%s\r\n'
    b'--XX\r\nContent-Disposition: form-data; name="photo"; filename="a.png"\r\nContent-Type: image/png\r\n\r\n'
    + ALL_BYTES
    + b"\r\n--XX--\r\n"
)


def _check_multipart(recorded: Recorded, server: Server) -> None:
    assert recorded.request_body == MULTIPART.replace(b"%s", b"***")
    assert recorded.about["request_body"]["masked"]


def _echo(environ: Environ, start_response: Any) -> Iterable[bytes]:
    environ["wsgi.input"].read()
    start_response("200 OK", PLAIN)
    return [b"ok"]


KINDS["multipart with a password"] = Kind(
    _echo,
    lambda: make_environ("POST", MULTIPART.replace(b"%s", b"hunter2"), CONTENT_TYPE="multipart/form-data; boundary=XX"),
    check=_check_multipart,
    same_request=False,
)
LOGIN = b'{ "user": "ann",\n "password" : "%s", "n": 1.50 }'


def _check_login(recorded: Recorded, server: Server) -> None:
    assert recorded.request_body == LOGIN.replace(b"%s", b"***")
    assert recorded.response_body == b'{"access_token": "***"}'
    assert recorded.about["response_body"]["masked"]


@kind(
    "a JSON login",
    environ=lambda: make_environ("POST", LOGIN.replace(b"%s", b'hun\\"ter2'), CONTENT_TYPE="application/json"),
    check=_check_login,
    same_request=False,
    same_response=False,
)
def _login(environ: Environ, start_response: Any) -> Iterable[bytes]:
    assert b"hun" in environ["wsgi.input"].read()
    start_response("200 OK", [("Content-Type", "application/json")])
    yield b'{"access_'
    yield b'token": "hunter2"}'


def _check_form(recorded: Recorded, server: Server) -> None:
    assert recorded.request_body == b"csrfmiddlewaretoken=***&user=ann&password=***"


KINDS["a form with a password"] = Kind(
    _echo,
    lambda: make_environ(
        "POST",
        b"csrfmiddlewaretoken=hunter2&user=ann&password=hunter2",
        CONTENT_TYPE="application/x-www-form-urlencoded",
    ),
    check=_check_form,
    same_request=False,
)


def _check_cookies(recorded: Recorded, server: Server) -> None:
    environ, headers = recorded.about["environ"], recorded.about["response_headers"]
    assert environ["HTTP_COOKIE"] == "sessionid=***; theme=***"
    assert environ["HTTP_AUTHORIZATION"] == "Bearer ***"
    assert environ["QUERY_STRING"] == "q=1&token=***" and environ["REQUEST_URI"] == "/x?q=1&token=***"
    assert headers[0] == ["Set-Cookie", "sessionid=***; HttpOnly; Path=/"]
    assert headers[1] == ["Location", "/next?access_token=***"]


@kind(
    "cookies and other secrets in headers",
    environ=lambda: make_environ(
        HTTP_COOKIE="sessionid=hunter2; theme=hunter2",
        HTTP_AUTHORIZATION="Bearer hunter2",
        HTTP_X_API_KEY="hunter2",
        QUERY_STRING="q=1&token=hunter2",
        REQUEST_URI="/x?q=1&token=hunter2",
        HTTP_REFERER="http://localhost/?next=%2Fa%3Fpassword%3Dhunter2",
    ),
    check=_check_cookies,
)
def _cookies(environ: Environ, start_response: Any) -> Iterable[bytes]:
    assert environ["HTTP_COOKIE"] == "sessionid=hunter2; theme=hunter2"
    start_response(
        "302 Found",
        [("Set-Cookie", "sessionid=hunter2; HttpOnly; Path=/"), ("Location", "/next?access_token=hunter2")],
    )
    return [b""]


def _check_compressed(recorded: Recorded, server: Server) -> None:
    assert json.loads(gzip.decompress(recorded.response_body)) == {"token": "***"}


@kind("a compressed response with a secret", check=_check_compressed, same_response=False)
def _compressed(environ: Environ, start_response: Any) -> Iterable[bytes]:
    start_response("200 OK", [("Content-Type", "application/json"), ("Content-Encoding", "gzip")])
    return [gzip.compress(b'{"token": "hunter2"}')]


@kind("a compressed response without one", check=complete)
def _compressed_harmless(environ: Environ, start_response: Any) -> Iterable[bytes]:
    start_response("200 OK", [("Content-Type", "application/json"), ("Content-Encoding", "gzip")])
    return [gzip.compress(b'{"name": "ann"}', 1)]


@kind(
    "secrets that are kept",
    environ=lambda: make_environ("POST", LOGIN, CONTENT_TYPE="application/json"),
    configuration={"keep_secrets": True},
    check=complete,
)
def _kept(environ: Environ, start_response: Any) -> Iterable[bytes]:
    body = environ["wsgi.input"].read()
    start_response("200 OK", [("Set-Cookie", "a=b")])
    return [body]
