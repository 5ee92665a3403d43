"""The application that is debugged: each view does one thing that a debugger has to cope with."""

from __future__ import annotations

APPLICATION = """
import os, sys, views

def application(environ, start_response):
    path = environ["PATH_INFO"].strip("/")
    start_response("200 OK", [("Content-Type", "text/plain")])
    return getattr(views, path)()
"""
VIEWS = """
def home():
    number = 41
    number += 1
    text = str(number)
    return [text.encode()]

def fails():
    secret = "sesame"
    raise LookupError("no book in the shelf")

def chained():
    try:
        {}["missing"]
    except KeyError as error:
        raise ValueError("chained") from error

def stream():
    yield b"one "
    piece = b"two "
    yield piece
    raise LookupError("torn")

def steps():
    yield b"one "
    piece = b"two "
    yield piece
    last = b"three"
    yield last

class Closes:
    def __iter__(self):
        return iter([b"all"])
    def close(self):
        kept = "a file"
        raise OSError("cannot close")

def closes():
    return Closes()

def leaves():
    raise SystemExit(3)

def gone():
    try:
        raise OSError("Apache/mod_wsgi failed to write response data: Broken pipe.")
    except OSError as error:
        raise RuntimeError("wrapped") from error

def stops():
    number = 1
    breakpoint()
    number += 1
    return [str(number).encode()]

def stops_in_stream():
    yield b"one "
    breakpoint()
    yield b"two"

def stops_before_stream():
    breakpoint()
    yield b"one"

def guarded():
    try:
        breakpoint()
        value = 1
    except Exception:
        return [b"swallowed"]
    return [b"fine"]

def own_pdb():
    import pdb; pdb.set_trace()
    return [b"fine"]

def redirects():
    import contextlib, io
    with contextlib.redirect_stdout(io.StringIO()):
        raise LookupError("hidden output")

def thread():
    import threading
    def work():
        inner = "in the thread"
        breakpoint()
        inner = "done"
    worker = threading.Thread(target=work)
    worker.start()
    worker.join()
    return [b"joined"]

def steers():
    raise LookupError("\\x1b]0;stolen\\x07")
"""
