"""The recorder: every exchange becomes a file, as `docs/reference/recording-format.md` lays down.

It is in a file's memory before the thread takes its next request: what has been answered has been recorded, and an end
of the process, however sudden, loses nothing but what is on its way.
"""

from __future__ import annotations

import sys

from .body_masking import OPAQUE, BodyMasking, kind_of
from .description_text import first_line
from .environ_text import EnvironText
from .exchange import Exchange
from .recorded_body import MOST_IN_MEMORY, RecordedBody
from .recording_directory import RecordingDirectory, UnsafeDirectory
from .recording_spool import RecordingSpool
from .response_head import ResponseHeads
from .secret_names import SecretNames
from .text_masking import TextMasking

TYPE_CHECKING = False  # `typing` itself is costly to import; type checkers read this name as true.
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from typing import Any

    Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

BODY_LIMIT = 10 << 20
MOST_REMEMBERED = 256


def begin(configuration: Mapping[str, Any]) -> Recorder | NoRecorder:
    """`directory`, and if wanted `redact`, `keep_secrets` and `body_limit` (bytes).

    Never raises on account of the directory: the application is served all the same, and the log says why nothing is
    recorded.
    """
    try:
        return Recorder(
            RecordingDirectory(configuration["directory"]),
            None if configuration.get("keep_secrets") else SecretNames(configuration.get("redact") or ()),
            configuration.get("body_limit", BODY_LIMIT),
        )
    except (OSError, UnsafeDirectory) as error:
        _complain(f"nothing is recorded: {error}")
        return NoRecorder()


class NoRecorder:
    """Where nothing can be recorded."""

    def wrap(self, application: Application) -> Application:
        return application


class Recorder:
    """What all exchanges of a process share."""

    __slots__ = (
        "_complaints",
        "_directory",
        "_kinds",
        "_ordinary",
        "bodies",
        "body_limit",
        "environs",
        "heads",
        "most_at_once",
        "spool",
    )

    def __init__(self, directory: RecordingDirectory, names: SecretNames | None, body_limit: int) -> None:
        """`names`: None where secrets are kept."""
        self._directory = directory
        self._kinds: dict[str, str] = {}
        self._complaints: set[str] = set()
        self._ordinary: set[type] = set()
        self.spool = RecordingSpool(directory)
        self.body_limit = body_limit
        self.most_at_once = min(body_limit, MOST_IN_MEMORY)
        """Bytes of a piece that may be all of a body."""
        texts = TextMasking(names) if names is not None else None
        self.environs = EnvironText(texts)
        self.bodies = BodyMasking(names) if names is not None else None
        self.heads = ResponseHeads(texts, self.kind_of)

    def wrap(self, application: Application) -> Application:
        ordinary = self._ordinary

        def record(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
            exchange = Exchange(self, environ, start_response)
            file_wrapper = environ.get("wsgi.file_wrapper")
            try:
                body = application(environ, exchange.start_response)
            except BaseException as error:
                exchange.fail("call", error)
                exchange.finish()
                raise
            if type(body) in ordinary:
                exchange.body = body
                return exchange
            return exchange.respond(body, file_wrapper)

        record.__dict__["is_traced"] = True  # for `tracing`
        return record

    def remember_ordinary(self, kind: type) -> None:
        """Responses of that type are iterated over, and have no length."""
        if len(self._ordinary) < MOST_REMEMBERED:
            self._ordinary.add(kind)

    def kind_of(self, content_type: str) -> str:
        """What a body of that content type asks for."""
        kind = OPAQUE if self.bodies is None else self._kinds.get(content_type)
        if kind is None:
            kind = kind_of(content_type)
            if len(self._kinds) < MOST_REMEMBERED:
                self._kinds[content_type] = kind
        return kind

    def new_body(self, content_type: str = "", content_encoding: str = "") -> RecordedBody:
        encoding = content_encoding.strip().lower() if content_encoding else ""
        return RecordedBody(
            self.kind_of(content_type),
            content_type,
            "" if encoding == "identity" else encoding,
            self.body_limit,
            self._directory.open_spill,
        )

    def write(self, wall_started: int, parts: Sequence[bytes | tuple[int, int]]) -> None:
        """The description, the environ, and the two bodies: bytes, or a file and its length. Raises OSError."""
        first = first_line(*[len(part) if isinstance(part, bytes) else part[1] for part in parts])
        name = self._directory.new_name(wall_started)
        held = [part for part in parts if isinstance(part, bytes)]
        if len(held) < len(parts) or not self.spool.add_file(name, b"".join([first, *held])):
            self._directory.write(name, [first, *parts])

    def complain(self, error: Exception) -> None:
        """Once for each kind of failure: a full disk fails every request."""
        text = f"{type(error).__name__}: {error}" if not isinstance(error, OSError) else str(error.strerror)
        if text not in self._complaints and len(self._complaints) < MOST_REMEMBERED:
            self._complaints.add(text)
            _complain(f"an exchange could not be recorded: {text}")


def _complain(text: str) -> None:
    print(f"expressway: {text}", file=sys.stderr, flush=True)
