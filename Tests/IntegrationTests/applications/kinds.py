"""One kind of response for each path; a request's body is read where the path says so, and its digest answered."""

import hashlib
import sys
import tempfile
import time
from pathlib import Path

ALL_BYTES = bytes(range(256))


class Failing(list):
    def close(self):
        raise RuntimeError("after")


def application(environ, start_response):
    return globals()["answer_" + environ["PATH_INFO"].strip("/")](environ, start_response)


def answer_(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", "5")])
    return [b"hello"]


def answer_digest(environ, start_response):
    digest, size = hashlib.sha256(), 0
    while True:
        piece = environ["wsgi.input"].read(65536)
        if not piece:
            break
        digest.update(piece)
        size += len(piece)
    start_response("200 OK", [("Content-Type", "text/plain"), ("Set-Cookie", "sessionid=hunter2; Path=/")])
    return [f"{size} {digest.hexdigest()}".encode()]


def answer_echo(environ, start_response):
    body = environ["wsgi.input"].read()
    start_response("200 OK", [("Content-Type", environ.get("CONTENT_TYPE") or "application/octet-stream")])
    return [body]


def answer_unread(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [b"no thanks"]


def answer_binary(environ, start_response):
    start_response("200 OK", [("Content-Type", "application/octet-stream")])
    return [ALL_BYTES * 300, b"", ALL_BYTES]


def answer_large(environ, start_response):
    start_response("200 OK", [("Content-Type", "image/png")])
    return (ALL_BYTES * 256 for _ in range(20))


def answer_generator(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain")])
    for number in range(5):
        yield f"{number}\n".encode()


def answer_endless(environ, start_response):
    start_response("200 OK", [("Content-Type", "image/png")])
    while True:
        yield ALL_BYTES * 256


def answer_written(environ, start_response):
    write = start_response("200 OK", [("Content-Type", "text/plain")])
    write(b"written ")
    write(b"twice ")
    return [b"and returned"]


def answer_before(environ, start_response):
    raise ValueError("before")


def answer_during(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain")])
    yield b"so far"
    raise KeyError("during")


def answer_after(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", "3")])
    return Failing([b"all"])


def answer_handled(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/html")])
    try:
        raise ValueError("handled")
    except ValueError:
        start_response("503 Later", [("Content-Type", "text/plain")], sys.exc_info())
    return [b"sorry"]


def answer_empty(environ, start_response):
    start_response("204 No Content", [])
    return []


def answer_unchanged(environ, start_response):
    start_response("304 Not Modified", [("ETag", '"x"')])
    return []


def answer_file(environ, start_response):
    return sent_file(environ, start_response, ALL_BYTES * 100)


def answer_largefile(environ, start_response):
    return sent_file(environ, start_response, ALL_BYTES * 4096)


def sent_file(environ, start_response, content):
    file = tempfile.TemporaryFile()  # noqa: SIM115 (the server closes it)
    file.write(content)
    file.seek(16)
    file.flush()
    start_response("200 OK", [("Content-Type", "image/png")])
    return environ["wsgi.file_wrapper"](file)


def answer_meet(environ, start_response):
    """Answered when eight such requests, each with another query, are there at the same time, in whatever processes."""
    here = Path(__file__).parent
    here.joinpath("met-" + environ["QUERY_STRING"]).touch()
    given_up = time.monotonic() + 20
    while len(list(here.glob("met-*"))) < 8:
        if time.monotonic() > given_up:
            raise TimeoutError("the others did not come")
        time.sleep(0.01)
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [b"met"]
