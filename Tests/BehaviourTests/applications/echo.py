"""Says what it was given, as JSON; the query string can ask for other answers, such as `do=status&code=404`."""

import json
import os
import sys
import threading
import time
from urllib.parse import parse_qs

BORN = time.time()


def echo(environ):
    return {
        "environ": {name: value for name, value in environ.items() if isinstance(value, str | bool | int)},
        "body": environ["wsgi.input"].read().decode("latin-1"),
        "process_environment": dict(os.environ),
        "directory": os.getcwd(),
        "path": sys.path,
        "pid": os.getpid(),
        "born": BORN,
        "user": os.getuid(),
        "modules": sorted(name for name in sys.modules if "." not in name),
        "warnings": sys.warnoptions,
        "filters": [[action, category.__name__] for action, _, category, _, _ in __import__("warnings").filters],
        "switch_interval": sys.getswitchinterval(),
        "encoding": sys.getfilesystemencoding(),
        "preferred_encoding": __import__("locale").getpreferredencoding(False),
        "thread": threading.current_thread().name,
        "interpreter": environ.get("mod_wsgi.application_group"),
    }


def application(environ, start_response):
    wanted = {name: values[0] for name, values in parse_qs(environ["QUERY_STRING"]).items()}
    do = wanted.get("do", "echo")
    headers = [("Content-Type", wanted.get("type", "application/json"))]
    if do == "echo":
        body = json.dumps(echo(environ)).encode()
    elif do == "status":
        body = b"from the application"
        start_response(
            wanted["code"] + " As Told", [("Content-Type", "text/plain"), ("Content-Length", str(len(body)))]
        )
        return [body]
    elif do == "empty":
        start_response(wanted["code"] + " As Told", [])
        return []
    elif do == "redirect":
        start_response("302 Found", [("Location", wanted["to"]), ("Content-Length", "0")])
        return []
    elif do == "big":
        body = b"abcdefghij" * (int(wanted["size"]) // 10)
    elif do == "stream":
        # Without Content-Length.
        start_response("200 OK", headers)
        return iter([b"one ", b"two ", b"three"])
    elif do == "write":
        write = start_response("200 OK", headers)
        write(b"written ")
        return [b"and returned"]
    elif do == "cookies":
        start_response("200 OK", [*headers, ("Set-Cookie", "a=1"), ("Set-Cookie", "b=2"), ("Content-Length", "0")])
        return []
    elif do == "headers":
        start_response("200 OK", [*headers, ("X-Latin", "caf\xe9"), ("X-Empty", ""), ("Content-Length", "0")])
        return []
    elif do == "method":
        start_response("200 OK", [*headers, ("X-Method", environ["REQUEST_METHOD"]), ("Content-Length", "4")])
        return [b"text"]
    elif do == "header":
        start_response("200 OK", [*headers, ("X-Big", "b" * int(wanted["size"])), ("Content-Length", "0")])
        return []
    elif do == "untyped":
        start_response("200 OK", [("Content-Length", "7")])
        return [b"untyped"]
    elif do == "cached":
        start_response("200 OK", [*headers, ("ETag", '"tag"'), ("Content-Length", "4")])
        return [b"text"]
    elif do == "sleep":
        time.sleep(float(wanted["seconds"]))
        body = b"slept"
    elif do == "naps":
        # Unlike one long sleep this can be interrupted.
        for _ in range(int(wanted["seconds"]) * 100):
            time.sleep(0.01)
        body = b"slept"
    elif do == "burn":
        until = time.process_time() + float(wanted["seconds"])
        while time.process_time() < until:
            pass
        body = b"burnt"
    elif do == "raise":
        raise ValueError("raised on purpose")
    elif do == "late":
        # Raises when the response has begun.
        start_response("200 OK", headers)
        return late()
    elif do == "log":
        print("printed by the application")
        print("complained of by the application", file=sys.stderr)
        print("told to wsgi.errors", file=environ["wsgi.errors"])
        body = b"logged"
    elif do == "file":
        import tempfile

        file = tempfile.TemporaryFile()  # noqa: SIM115 (the server closes it)
        file.write(b"from a file wrapper")
        file.seek(0)
        start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", "19")])
        return environ["wsgi.file_wrapper"](file)
    elif do == "warn":
        import warnings

        warnings.warn("an old thing", DeprecationWarning, stacklevel=1)
        body = b"warned"
    elif do == "metrics":
        import mod_wsgi

        body = json.dumps({"server": mod_wsgi.server_metrics() is not None}).encode()
    elif do == "short":
        # Less than it promised.
        start_response("200 OK", [*headers, ("Content-Length", "100")])
        return [b"short"]
    start_response("200 OK", [*headers, ("Content-Length", str(len(body)))])
    return [body]


def late():
    yield b"begun"
    raise ValueError("raised late on purpose")


def renamed(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", "7")])
    return [b"renamed"]
