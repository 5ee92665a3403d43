"""An application whose pages follow what is saved."""

from pathlib import Path

from harness.laboratory import Laboratory

FLAGS = ("--reload-on-changes", "--live-reload")

PAGES = """\
import gzip, time

TEXT = "{text}"


def application(environ, start_response):
    path = environ["PATH_INFO"]
    kind = {{"/json": "application/json", "/text": "text/plain"}}.get(path, "text/html; charset=utf-8")
    headers = [("Content-Type", kind), ("ETag", '"{text}"')]
    if path == "/stream":
        start_response("200 OK", headers)
        return piece_by_piece()
    body = ("<!DOCTYPE html><html><body><p>" + TEXT + "</p></body></html>\\n").encode()
    if path == "/capital":
        body = body.replace(b"</body>", b"</BODY>")
    if path == "/long":
        body = b"<html><body>" + b"x" * 5_000_000 + b"</body></html>"
    if path == "/zipped" and "gzip" in environ.get("HTTP_ACCEPT_ENCODING", "") or path == "/always-zipped":
        body = gzip.compress(body)
        headers.append(("Content-Encoding", "gzip"))
    status = {{"/404": "404 Not Found", "/500": "500 Internal Server Error"}}.get(path, "200 OK")
    if path == "/part":
        status = "206 Partial Content"
        headers.append(("Content-Range", f"bytes 0-{{len(body) - 1}}/{{len(body)}}"))
    if environ.get("HTTP_IF_NONE_MATCH") == '"{text}"':
        start_response("304 Not Modified", headers[1:2])
        return []
    if path == "/policy":
        headers.append(("Content-Security-Policy", "default-src 'self'"))
    start_response(status, [*headers, ("Content-Length", str(len(body)))])
    return [body]


def piece_by_piece():
    yield b"<html><body>"
    for _ in range(4):
        yield b"<p>piece</p>"
        time.sleep(0.3)
    yield b"</body></html>"
"""


def write_pages(laboratory: Laboratory, text: str = "one") -> Path:
    laboratory.write("app.wsgi", "from pages import application\n")
    return laboratory.write("pages.py", PAGES.format(text=text))
