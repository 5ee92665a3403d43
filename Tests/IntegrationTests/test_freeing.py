"""What a request had is free when it is over: reference counting alone sees to it, whatever lies around it.

A server between two collections would otherwise hold files, connections and bodies of requests that ended long ago.
"""

import itertools
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from http.client import HTTPException

import pytest

from harness.laboratory import Laboratory
from harness.running import Server
from harness.waiting import wait_for

APPLICATION = '''
import gc
import weakref

gc.disable()
alive = weakref.WeakSet()

class Canary:
    def __del__(self):
        print("a request is free")

class Body:
    """Holds all that it was given, as middleware does."""

    def __init__(self, *held):
        self.held = held

    def __iter__(self):
        return iter([b"held"])

    def close(self):
        pass

class FailsInIteration(Body):
    def __iter__(self):
        raise LookupError("iteration")

class FailsInClose(Body):
    def close(self):
        raise LookupError("close")

def generator(*held):
    yield b"generated"

KINDS = {"/held": Body, "/generator": generator, "/iteration": FailsInIteration, "/close": FailsInClose}

def application(environ, start_response):
    path = environ["PATH_INFO"]
    if path == "/alive":
        body = str(len(alive)).encode()
        start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(body)))])
        return [body]
    environ["canary"] = Canary()
    alive.add(environ["canary"])
    if path == "/call":
        raise LookupError("call")
    write = start_response("200 OK", [("Content-Type", "text/plain")])
    if path == "/write":
        write(b"written")
        return []
    return KINDS[path](environ, start_response, write)
'''
KINDS = ("/write", "/held", "/generator", "/call", "/iteration", "/close")
TOGETHER = ["--enable-profiler", "--enable-recorder", "--validate"]
SETS = {
    "plain": [],
    "in several processes": ["--no-debug-mode", *TOGETHER],
    "as pictures": ["--no-debug-mode", "--enable-profiler", "--profiler-format", "flamegraph"],
    "debug mode": ["--debug-mode"],
    "all": ["--debug-mode", "--enable-debugger", "--enable-coverage", *TOGETHER],
}


def ask(server: Server, path: str) -> None:
    with suppress(HTTPException):  # a failure in the middle of a response cuts the connection
        server.get(path)


def alive(server: Server) -> int:
    server.get("/alive")  # a thread may still let go of the request before
    return int(server.get("/alive").text)


@pytest.mark.parametrize("options", SETS.values(), ids=SETS.keys())
def test_a_request_is_freed_without_the_collector(laboratory: Laboratory, options: list[str]) -> None:
    laboratory.write("app.wsgi", APPLICATION)
    server = laboratory.serve("start-server", "app.wsgi", "--processes", "1", "--threads", "1", *options, path="/alive")
    left = {}
    for kind, _ in itertools.product(KINDS, range(2)):
        ask(server, kind)
        left[kind] = alive(server)
    assert left == dict.fromkeys(KINDS, 0)


def test_a_request_that_stopped_at_a_breakpoint_is_freed(pypi_laboratory: Laboratory) -> None:
    pypi_laboratory.write("app.wsgi", APPLICATION)
    options = ["--debug-mode", "--enable-debugger", "--debugger-startup"]
    server = pypi_laboratory.terminal("start-server", "app.wsgi", *options)

    def answer(prompts: int, *lines: bytes) -> None:
        for number, line in enumerate(lines, prompts):
            wait_for("the prompt", partial(has_asked, number), within=20)
            server.type(line + b"\n")

    def has_asked(times: int) -> bool:
        return server.output.count("(Pdb) ") >= times

    answer(1, b"break application, environ['PATH_INFO'] == '/held'", b"continue")
    server.wait_for_output("Ready after")
    with ThreadPoolExecutor(1) as browser:
        response = browser.submit(server.get, "/held")
        answer(3, b"next", b"continue")
        assert response.result(20).text == "held"
    server.wait_for_output("a request is free")
    server.press_control_c()
    server.wait(5)
