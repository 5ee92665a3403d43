"""Fails in a view, three calls deep."""


def innermost(what):
    raise LookupError(f"no {what} in the shelf")


def middle():
    innermost("book")


def application(environ, start_response):
    if environ["PATH_INFO"] == "/fails":
        middle()
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", "3")])
    return [b"ok\n"]
