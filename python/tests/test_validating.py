"""The validator between server and application, by every Python that is here."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

from .interpreters import interpreters, serve

CORRECT = """
def application(environ, start_response):
    write = start_response("200 OK", [("Content-Type", "text/plain")])
    environ["wsgi.errors"].write("")
    if environ["PATH_INFO"] == "/write":
        write(b"written,")
    assert environ["PATH_INFO"] != "/own", "the application's own"
    return iter([environ["wsgi.input"].read(10), b"text"])
"""
WRONG = {
    "a body of text": ("return ['text']", "Iterator yielded non-bytestring ('text')"),
    "a header that is no text": (
        "start_response('200 OK', [('Content-Type', 'text/plain'), ('X', 1)]); return [b'']",
        "",
    ),
    "no content type": ("start_response('200 OK', []); return [b'']", "No Content-Type header found in headers ([])"),
    "headers in a tuple": ("start_response('200 OK', ()); return [b'']", "Headers (()) must be of type list"),
    "a body before the status": ("return [b'text']", "start_response has not yet been called"),
    "no body": (
        "start_response('200 OK', [('Content-Type', 'text/plain')])",
        "The application must return an iterator",
    ),
    "a text for a body": (
        "start_response('200 OK', [('Content-Type', 'text/plain')]); return 'text'",
        "You should not return a string",
    ),
    "input closed": ("environ['wsgi.input'].close()", ""),
}
# What mod_wsgi adds to the environ of WSGI.
ADDED = {"mod_wsgi.version": [6, 1, 1], "mod_wsgi.thread_requests": 3, "mod_wsgi.request_start": "1", "wsgi.x": None}


def to(path: str = "/", **more: Any) -> dict[str, Any]:
    return {"environ": {"PATH_INFO": path, "QUERY_STRING": "", **ADDED}, **more}


@pytest.mark.parametrize("python", interpreters())
def test_a_correct_application_passes(tmp_path: Path, python: str) -> None:
    (tmp_path / "app.wsgi").write_text(CORRECT)
    ended = serve(python, tmp_path / "app.wsgi", {"validate": True}, to(), to("/write"), to(gone_after=1))
    assert [answer["error"] for answer in ended.answers] == [None] * 3
    assert [answer["body"] for answer in ended.answers] == ["text", "written,text", ""]
    assert ended.log == ""


@pytest.mark.parametrize("case", WRONG)
@pytest.mark.parametrize("python", interpreters())
def test_a_wrong_one_is_told_in_one_line(tmp_path: Path, python: str, case: str) -> None:
    body, message = WRONG[case]
    (tmp_path / "app.wsgi").write_text(
        "def application(environ, start_response):\n    "
        + ("start_response('200 OK', [('Content-Type', 'text/plain')]); " if body == "return ['text']" else "")
        + body
        + "\n"
    )
    ended = serve(python, tmp_path / "app.wsgi", {"validate": True}, to("/a"))
    assert ended.answers[0]["error"].startswith("AssertionError: ")
    (line,) = [line for line in ended.log.splitlines() if line.startswith("expressway:")]
    assert line.startswith("expressway: not valid WSGI (PEP 3333) at GET /a: ") and message in line


def test_the_applications_own_assertions_are_its_own(tmp_path: Path) -> None:
    (tmp_path / "app.wsgi").write_text(CORRECT)
    ended = serve(sys.executable, tmp_path / "app.wsgi", {"validate": True}, to("/own"))
    assert ended.answers[0]["error"] == "AssertionError: the application's own"
    assert ended.log == ""


def test_what_is_only_unwise_is_said_each_time(tmp_path: Path) -> None:
    (tmp_path / "app.wsgi").write_text(CORRECT.replace("200 OK", "200"))
    ended = serve(sys.executable, tmp_path / "app.wsgi", {"validate": True}, to(), to())
    assert [answer["body"] for answer in ended.answers] == ["text", "text"]
    assert ended.log.count("WSGIWarning: The status string ('200') should be a three-digit integer") == 2
