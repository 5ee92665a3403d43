"""What takes the place of an application that could not be loaded."""

from __future__ import annotations

import html
import os
import traceback
from errno import EADDRINUSE

from .loading import ApplicationNotFound

TYPE_CHECKING = False  # `typing` itself is costly to import; type checkers read this name as true.
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from types import TracebackType
    from typing import Any

RUNTIME_DIRECTORY = os.path.dirname(os.path.abspath(__file__))
# A request that passed a proxy on this machine also comes from a loopback address, whoever sent it.
PROXY_MARKS = ("HTTP_FORWARDED", "HTTP_X_FORWARDED_FOR", "HTTP_X_REAL_IP", "HTTP_VIA")


def failure_text(error: BaseException) -> str:
    """The traceback as Python prints it, without this runtime's frames; of ApplicationNotFound the message alone."""
    if isinstance(error, ApplicationNotFound):
        return str(error)
    seen: set[int] = set()
    pending: list[BaseException | None] = [error]
    while pending:
        link = pending.pop()
        if link is None or id(link) in seen:
            continue
        seen.add(id(link))
        link.__traceback__ = without_runtime(link.__traceback__)
        pending += [link.__cause__, link.__context__]
    return "".join(traceback.format_exception(type(error), error, error.__traceback__)).rstrip("\n")


def with_hint(text: str, error: BaseException) -> str:
    """The text of a failed reload, and before it what a person cannot know."""
    if isinstance(error, OSError) and error.errno == EADDRINUSE:
        return (
            "The address is in use, perhaps by the code before the edit, which still finishes its requests: an "
            "application that listens when it is imported needs '--reload-strategy restart'.\n\n" + text
        )
    return text


def failure_application(text: str) -> Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]:
    """An application that answers everything with a plain error page; only a browser on this machine sees `text`.

    To whoever asks for HTML it is HTML, so that Apache can add the script by which the page follows changes.
    """

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        message = "The application could not be loaded.\n"
        if _is_local(environ):
            message += "\n" + text + "\n"
        kind = "plain"
        if "text/html" in environ.get("HTTP_ACCEPT", ""):
            kind, message = "html", _page(message)
        body = message.encode("utf-8", "backslashreplace")
        headers = [
            ("Content-Type", f"text/{kind}; charset=utf-8"),
            ("Content-Length", str(len(body))),
            ("Cache-Control", "no-store"),
            ("Vary", "Accept"),
            ("X-Content-Type-Options", "nosniff"),
        ]
        start_response("500 Internal Server Error", headers)
        return [] if environ.get("REQUEST_METHOD") == "HEAD" else [body]

    return answer


def _page(message: str) -> str:
    """`message` as HTML that shows it as it is."""
    title = message.partition("\n")[0]
    return (
        f"<!DOCTYPE html>\n<html lang=en>\n<meta charset=utf-8>\n<title>{html.escape(title)}</title>\n"
        "<style>:root { color-scheme: light dark } pre { white-space: pre-wrap }</style>\n"
        f"<body>\n<pre>{html.escape(message)}</pre>\n</body>\n</html>\n"
    )


def _is_local(environ: dict[str, Any]) -> bool:
    address = environ.get("REMOTE_ADDR", "")
    if address[:7] == "::ffff:":
        address = address[7:]
    return (address == "::1" or address[:4] == "127.") and not any(mark in environ for mark in PROXY_MARKS)


def without_runtime(frames: TracebackType | None) -> TracebackType | None:
    """The part of a traceback that begins at the first frame that is none of ours."""
    while (
        frames is not None and os.path.dirname(os.path.abspath(frames.tb_frame.f_code.co_filename)) == RUNTIME_DIRECTORY
    ):
        frames = frames.tb_next
    return frames
