"""Answers with the process environment that was there when the application was imported."""

import json
import os
import threading

AT_IMPORT = dict(os.environ)


def application(environ, start_response):
    body = json.dumps({"environment": AT_IMPORT, "pid": os.getpid(), "threads": threading.active_count()}).encode()
    start_response("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
    return [body]
