"""Tells the engine what the application has loaded: when it is imported, and all when it has answered a request."""

from __future__ import annotations

import json
import os

from .loaded import loaded_document

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, MutableMapping
    from typing import Any

    from .reporting import Reporter

    Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


def announce(event: str, reporter: Reporter, directory: str, number: int, error: BaseException | None = None) -> None:
    """`event` is `loaded`, or `imported` where more may follow. `number` is that of the generation, 0 without one."""
    name = f"{event}-{number}-{os.getpid()}.json"
    path = f"{directory}/{name}"
    try:
        with open(path + ".new", "w", encoding="utf-8") as file:
            json.dump(loaded_document(error), file)
        os.rename(path + ".new", path)
    except Exception:
        return  # a disk that is full, say: the next generation is a cold start, and less is watched
    reporter.report(event, name)


class Announcement:
    """An application that is its own first request's: after that, `namespace` holds the one within again.

    Django, for one, imports its views with the first request, which therefore belongs to the import: the garbage
    collector stays out of its way until then. mod_wsgi looks the application up at each request.
    """

    def __init__(
        self,
        application: Application,
        namespace: MutableMapping[str, Any],
        reporter: Reporter,
        directory: str,
        number: int,
        then: Callable[[], None],
    ) -> None:
        """`then` is called once, before the announcement."""
        self._application = application
        self._namespace = namespace
        self._reporter = reporter
        self._directory = directory
        self._number = number
        self._then = then
        self._is_made = False

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if self._is_made:
            return self._application(environ, start_response)
        body = self._application(environ, start_response)
        if type(body).__module__ == "mod_wsgi":
            return body  # a file wrapper is known to mod_wsgi by its type; the next request will do
        return _Body(body, self._announce)

    def _announce(self) -> None:
        if self._is_made:
            return
        self._is_made = True
        self._then()
        if self._namespace.get("application") is self:
            self._namespace["application"] = self._application
        announce("loaded", self._reporter, self._directory, self._number)


class _Body:
    """The response, and a word after its end."""

    def __init__(self, body: Iterable[bytes], then: Callable[[], None]) -> None:
        self._body = body
        self._then = then

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._body)

    def close(self) -> None:
        try:
            close = getattr(self._body, "close", None)
            if close is not None:
                close()
        finally:
            self._then()
