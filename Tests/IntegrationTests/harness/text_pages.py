"""An application whose pages are a text that stands in its source, and some that tell of the process."""

from pathlib import Path

from harness.laboratory import Laboratory
from harness.reloading import save

PAGES = """\
import os, threading, time

TEXT = "{text}"


def application(environ, start_response):
    path = environ["PATH_INFO"]
    if path == "/slow":
        time.sleep(9)
    body = {{
            "/pid": str(os.getpid()), "/mount": environ["SCRIPT_NAME"] + "|" + path,
            "/multi": str(environ["wsgi.multiprocess"])}}.get(path, TEXT).encode()
    start_response("200 OK", [("Content-Length", str(len(body)))])
    return [body]
"""


def write_pages(laboratory: Laboratory, text: str) -> Path:
    laboratory.write("app.wsgi", "from pages import application\n")
    return laboratory.write("pages.py", PAGES.format(text=text))


def save_pages(file: Path, text: str) -> None:
    save(file, PAGES.format(text=text))
