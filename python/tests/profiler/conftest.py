"""The application that is profiled."""

from __future__ import annotations

from pathlib import Path

import pytest

APPLICATION = """
import sys, time

def callee(number):
    return str(number)

def view():
    for number in range(5):
        callee(number)
    try:
        boom()
    except ValueError:
        pass
    return fibonacci(6)

def boom():
    raise ValueError

def fibonacci(number):
    return number if number < 2 else fibonacci(number - 1) + fibonacci(number - 2)

def inner():
    for number in range(3):
        yield callee(number)

def pieces():
    try:
        for piece in inner():
            yield piece.encode()
    finally:
        cleaning()

def cleaning():
    time.sleep(0.02)

def left():
    for _ in range(20):
        left_callee()
        time.sleep(0.001)

def left_callee(): pass

def right():
    for _ in range(20):
        right_callee()
        time.sleep(0.001)

def right_callee(): pass

def wrapped_file():
    raise AssertionError("nobody but Apache may read this")

class FileWrapper:
    __module__ = "mod_wsgi"
    def __iter__(self):
        wrapped_file()

def thrown_into():
    try:
        yield 1
    except KeyError:
        callee(1)
        yield 2

def application(environ, start_response):
    path = environ["PATH_INFO"]
    if path == "/boom":
        boom()
    start_response("200 OK", [("Content-Type", "text/plain")])
    if path == "/view":
        return [str(view()).encode()]
    if path == "/throw":
        generator = thrown_into()
        next(generator)
        generator.throw(KeyError())
        return [b"thrown"]
    if path == "/file":
        return FileWrapper()
    if path in ("/left", "/right"):
        globals()[path[1:]]()
        return [b"done"]
    return pieces()
"""


@pytest.fixture
def application(tmp_path: Path) -> Path:
    path = tmp_path / "app.wsgi"
    path.write_text(APPLICATION)
    return path
