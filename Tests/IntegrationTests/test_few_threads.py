"""Where Apache has few threads, clients that keep their connections wait for one another and lose nothing."""

import http.client
import socket
import threading

import pytest

from harness.laboratory import Laboratory
from harness.running import Server

CLIENTS = 12
REQUESTS = 150
FEW = {"debug": ["--debug-mode"], "embedded": ["--embedded-mode"]}


@pytest.fixture(params=FEW)
def server(request: pytest.FixtureRequest, laboratory: Laboratory) -> Server:
    laboratory.application("kinds.py", "app.wsgi")
    return laboratory.serve("start-server", "app.wsgi", *FEW[request.param])


def test_clients_that_keep_their_connections_are_all_answered(server: Server) -> None:
    failures = []

    def visit() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
        for _ in range(REQUESTS):
            try:
                connection.request("GET", "/")
                assert connection.getresponse().read() == b"hello"
            except (OSError, http.client.HTTPException, AssertionError) as error:
                failures.append(repr(error))
                connection.close()

    visitors = [threading.Thread(target=visit) for _ in range(CLIENTS)]
    for visitor in visitors:
        visitor.start()
    for visitor in visitors:
        visitor.join()
    assert not failures, f"{len(failures)} of {CLIENTS * REQUESTS}, first: {failures[0]}"


def test_connections_that_browsers_open_in_advance_hold_nobody_up(server: Server) -> None:
    silent = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(8)]
    assert server.get("/").body == b"hello"
    for connection in silent:
        connection.close()
