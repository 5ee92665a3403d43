"""Tries all kinds with the interpreter that runs this; standard library only.

`python -m tests.recorder.trials` tells which were not recorded as client and application saw them.
"""

from __future__ import annotations

import os
import tempfile
import threading
import traceback
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Callable

from expressway.runtime.recording import begin

from .failing_kinds import KINDS as FAILING_KINDS
from .kind import OCTETS, Kind, Kinds
from .reading import read_all
from .request_kinds import KINDS as REQUEST_KINDS
from .response_kinds import KINDS as RESPONSE_KINDS
from .secret_kinds import KINDS as SECRET_KINDS
from .server import Environ, Server, make_environ

KINDS: Kinds = {**REQUEST_KINDS, **RESPONSE_KINDS, **FAILING_KINDS, **SECRET_KINDS}


def try_kind(chosen: Kind, directory: Path) -> None:
    """Raises AssertionError where what was recorded is not what client and application saw."""
    application = begin({"directory": str(directory), **chosen.configuration}).wrap(chosen.application)
    server, environ = chosen.server(), chosen.environ()
    before = dict(environ)
    server.serve(application, environ)
    (recorded,) = read_all(directory)
    if chosen.same_request:
        assert recorded.request_body == server.taken
        assert recorded.about["request_body"]["size"] == len(server.taken)
    if chosen.same_response:
        assert recorded.response_body == b"".join(server.sent)
        assert recorded.about["response_body"]["size"] == len(recorded.response_body)
    if not recorded.stages:
        assert recorded.about["status"] == server.status
        assert len(recorded.about["response_headers"]) == len(server.headers)
    texts = {name for name, value in before.items() if isinstance(value, str)}
    assert set(recorded.about["environ"]) == texts
    if not chosen.configuration.get("keep_secrets"):
        assert b"hunter2" not in b"".join(path.read_bytes() for path in directory.iterdir())
    chosen.check(recorded, server)


def try_many_threads(directory: Path) -> None:
    """Exchanges of two threads at once do not mix."""
    together = threading.Barrier(2)

    def application(environ: Environ, start_response: Any) -> Iterable[bytes]:
        body = environ["wsgi.input"].read()
        start_response("200 OK", OCTETS)
        for _ in range(3):
            together.wait()
            yield body

    recorded_application = begin({"directory": str(directory)}).wrap(application)

    def serve(letter: bytes) -> None:
        for _ in range(20):
            Server().serve(recorded_application, make_environ("POST", letter, CONTENT_TYPE="image/png"))

    threads = [threading.Thread(target=serve, args=(letter,)) for letter in (b"a", b"b")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    recordings = read_all(directory)
    assert len(recordings) == 40
    assert all(one.response_body == one.request_body * 3 for one in recordings)
    assert len({one.about["thread"] for one in recordings}) == 2
    times = [one.about["started"] for one in recordings]
    assert times == sorted(times)


def try_many_processes(directory: Path) -> None:
    """Processes that were forked with the recorder in them share a directory."""
    application = begin({"directory": str(directory)}).wrap(KINDS["a list"].application)
    children = []
    for _ in range(4):
        child = os.fork()
        if child == 0:
            try:
                for _ in range(50):
                    Server().serve(application, make_environ())
            finally:
                os._exit(0)
        children.append(child)
    for child in children:
        os.waitpid(child, 0)
    # They have ended without a word; the next server makes files of what they left.
    assert list(directory.glob(".spool-*"))
    begin({"directory": str(directory)})
    assert not list(directory.glob(".spool-*"))
    recordings = read_all(directory)
    assert len(recordings) == 200
    assert {one.about["process"] for one in recordings} == set(children)


TRIALS: dict[str, Callable[[Path], None]] = {
    **{
        name: lambda directory, chosen=chosen: try_kind(chosen, directory)  # type: ignore[misc]
        for name, chosen in KINDS.items()
    },
    "two threads at once": try_many_threads,
    "several processes": try_many_processes,
}


def main() -> int:
    failed = 0
    for name, trial in TRIALS.items():
        with tempfile.TemporaryDirectory() as scratch:
            try:
                trial(Path(scratch) / "recordings")
            except Exception:
                failed += 1
                print(f"{name}:\n{traceback.format_exc()}")
    print(f"{len(TRIALS) - failed} of {len(TRIALS)} as they were seen")
    return failed > 0


if __name__ == "__main__":
    raise SystemExit(main())
