"""Calls an application as Apache does: on threads that `threading` knows nothing of, each with a new Python state.

Run as a program by any Python from 3.9 on, with a JSON document as its argument; it prints one with the answers.
"""

from __future__ import annotations

import _thread
import ctypes
import json
import os
import signal
import sys
import time
import types
from collections.abc import Iterable
from io import BytesIO
from typing import Any


def serve(application: Any, request: dict[str, Any]) -> dict[str, Any]:
    """One request as mod_wsgi runs it: `close` is called whatever happened, nothing is read once a client is gone."""
    answer: dict[str, Any] = {"status": None, "body": "", "error": None, "type": None}

    def start_response(status: str, headers: list[tuple[str, str]], _error: Any = None) -> Any:
        answer["status"] = status
        return lambda data: answer.update(body=answer["body"] + data.decode())

    result: Iterable[bytes] | None = None
    try:
        result = application(_environ(request), start_response)
        assert result is not None
        answer["type"] = type(result).__name__
        if not request.get("untouched"):
            for count, piece in enumerate(result, 1):
                answer["body"] += piece.decode()
                if count == request.get("gone_after"):
                    break
    except BaseException as error:
        answer["error"] = f"{type(error).__name__}: {error}"
    try:
        if result is not None and hasattr(result, "close"):
            result.close()
    except BaseException as error:
        answer["error"] = f"{type(error).__name__}: {error}"
    return answer


def _environ(request: dict[str, Any]) -> dict[str, Any]:
    return {
        "REQUEST_METHOD": "GET", "SCRIPT_NAME": "", "PATH_INFO": "/", "SERVER_NAME": "localhost",
        "SERVER_PORT": "8000", "SERVER_PROTOCOL": "HTTP/1.1", "QUERY_STRING": "", "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http", "wsgi.input": BytesIO(), "wsgi.errors": sys.stderr, "wsgi.multithread": True,
        "wsgi.multiprocess": True, "wsgi.run_once": False, **request.get("environ", {}),
    }  # fmt: skip


def on_threads(application: Any, requests: list[dict[str, Any]], at_once: bool) -> list[dict[str, Any]]:
    """The answers, in the order of the requests; each runs on a thread of its own."""
    answers: list[dict[str, Any]] = [{} for _ in requests]
    locks = [_thread.allocate_lock() for _ in requests]

    def run(number: int) -> None:
        try:
            if "mod_wsgi" in sys.modules:
                ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(_thread.get_ident()), None)
            answers[number] = serve(application, requests[number])
        finally:
            locks[number].release()

    for number, lock in enumerate(locks):
        lock.acquire()
        _thread.start_new_thread(run, (number,))
        if not at_once:
            with lock:
                pass
    for lock in locks:
        if at_once:
            lock.acquire()
    return answers


def main() -> None:
    """Loads the runtime and the application, answers the requests, ends as it is told."""
    order = json.loads(sys.argv[1])
    sys.path.insert(0, order["runtime_parent"])
    import runtime  # type: ignore[import-not-found]  # the package's folder of that name, loaded as the engine does

    if order.get("daemon_mode"):
        sys.modules["mod_wsgi"] = types.ModuleType("mod_wsgi")
        sys.modules["mod_wsgi"].version = (6, 1, 1)  # type: ignore[attr-defined]
    handler = runtime.ApplicationHandler(order["application"], instruments=order["instruments"])
    if order.get("on_main_thread"):
        answers = [serve(handler.application, request) for request in order["requests"]]
    else:
        answers = on_threads(handler.application, order["requests"], order.get("at_once", False))
    print(json.dumps({"failed": handler.failed, "answers": answers}), flush=True)
    time.sleep(order.get("linger_seconds", 0))
    if order.get("killed"):
        os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    main()
