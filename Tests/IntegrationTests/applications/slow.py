"""Answers at once, except below /slow, where it takes half a minute."""

import time


def application(environ, start_response):
    if environ["PATH_INFO"].startswith("/slow"):
        time.sleep(30)
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", "5")])
    return [b"done\n"]
