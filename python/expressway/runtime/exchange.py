"""One request and its response, from the call of the application to the file that tells of it."""

from __future__ import annotations

import os
import stat
from time import perf_counter_ns, time_ns

from .description_text import describe
from .recorded_body import MOST_IN_MEMORY, SENT_AS_FILE, RecordedBody
from .recorded_input import RecordedInput
from .recorded_response import recorded_response

TYPE_CHECKING = False  # `typing` itself is costly to import; type checkers read this name as true.
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any

    from .recording import Recorder

# Characters of an exception's text: its two ends are enough to tell.
LONGEST_TRACEBACK = 64 << 10


class Exchange:
    """What is known of it so far. Belongs to the thread that serves the request."""

    __slots__ = (
        "_environ",
        "_exceptions",
        "_file",
        "_file_wrapper",
        "_finished",
        "_first_byte",
        "_headers",
        "_input",
        "_recorder",
        "_response_body",
        "_server_write",
        "_start_response",
        "_started",
        "_starting",
        "_status",
        "_wall_started",
        "is_complete",
    )

    def __init__(self, recorder: Recorder, environ: dict[str, Any], start_response: Callable[..., Any]) -> None:
        self._wall_started = time_ns()
        self._started = perf_counter_ns()
        self._recorder = recorder
        # The application may change its own, and does.
        self._environ = environ.copy()
        self._start_response = start_response
        self._file_wrapper = environ.get("wsgi.file_wrapper")
        self._status: str | None = None
        self._headers: list[tuple[str, str]] = []
        self._starting = self._first_byte = 0
        self._response_body: RecordedBody | None = None
        self._server_write: Any = None
        self._exceptions: list[dict[str, str]] = []
        self._file: dict[str, Any] | None = None
        self._finished = False
        self.is_complete = False
        """Whether the application has said all that it had to say."""
        self._input = environ["wsgi.input"] = RecordedInput(environ.get("wsgi.input"), self._new_request_body)

    def _new_request_body(self) -> RecordedBody:
        environ = self._environ
        return self._recorder.new_body(environ.get("CONTENT_TYPE", ""), environ.get("HTTP_CONTENT_ENCODING", ""))

    def _new_response_body(self) -> RecordedBody:
        content_type = content_encoding = ""
        for name, value in self._headers:
            if name[:8].lower() == "content-":
                kind = name.lower()
                if kind == "content-type":
                    content_type = value
                elif kind == "content-encoding":
                    content_encoding = value
        return self._recorder.new_body(content_type, content_encoding)

    def start_response(
        self, status: str, headers: list[tuple[str, str]], exc_info: Any = None
    ) -> Callable[[bytes], object]:
        """What the application calls."""
        if exc_info is not None:
            self.fail("start_response", exc_info[1])
            self._server_write = self._start_response(status, headers, exc_info)
        else:
            self._server_write = self._start_response(status, headers)
        if not self._starting:
            self._starting = perf_counter_ns()
        self._status = status
        self._headers = list(headers)
        return self._write

    def _write(self, piece: bytes) -> object:
        result = self._server_write(piece)
        self.give(piece)
        return result

    def give(self, piece: bytes) -> None:
        """A piece of the response on its way to the server."""
        if not isinstance(piece, bytes) or not piece:
            return
        if self._response_body is None:
            if self._status is None:
                return  # the server refuses it
            self._first_byte = perf_counter_ns()
            self._response_body = self._new_response_body()
        self._response_body.add(piece)

    def respond(self, body: Iterable[bytes]) -> Iterable[bytes]:
        """What to hand to the server for what the application has returned."""
        if type(body) is list or type(body) is tuple:
            for piece in body:
                self.give(piece)
            self.is_complete = True
            self.finish()
            return body
        if isinstance(self._file_wrapper, type) and isinstance(body, self._file_wrapper) and self._is_sent_whole(body):
            self.finish()
            return body
        return recorded_response(body, self)

    def _is_sent_whole(self, body: Any) -> bool:
        """Whether the server takes the file, and not the pieces of it, from this object; it must stay what it is.

        Source: mod_wsgi, wsgi_adapter.c, Adapter_process_file_wrapper.
        """
        try:
            descriptor = body.filelike.fileno()
            found = os.fstat(descriptor)
            position = body.filelike.tell()
        except Exception:
            return False
        if self._response_body is not None or self._status is None or not stat.S_ISREG(found.st_mode):
            return False
        size = max(0, found.st_size - position)
        for name, value in self._headers:
            if name.lower() == "content-length" and value.isdigit():
                size = min(size, int(value))
        self._first_byte = perf_counter_ns()
        self.is_complete = True
        if size <= min(MOST_IN_MEMORY, self._recorder.body_limit):
            content = os.pread(descriptor, size, position)
            if len(content) == size:
                self.give(content)
                self._file = {"file": True}
                return True
        self._file = {"file": True, "size": size, "left_out": SENT_AS_FILE}
        return True

    def fail(self, stage: str, error: BaseException | None) -> None:
        """Notes an exception on its way, and takes the recorder out of its traceback."""
        if error is None:
            return
        from .failure import failure_text  # dear, and not needed when all goes well

        try:
            text = failure_text(error)
            message = str(error)
        except Exception as second:  # a `__str__` that fails
            text = message = f"(the exception cannot be shown: {type(second).__name__})"
        self._exceptions.append(
            {
                "stage": stage,
                "type": f"{type(error).__module__}.{type(error).__qualname__}",
                "message": _shortened(message),
                "traceback": _shortened(text),
            }
        )

    def finish(self) -> None:
        """Writes the file. Happens once, and never raises."""
        if self._finished:
            return
        self._finished = True
        ended = perf_counter_ns()
        request_body, response_body = self._input.release(), self._response_body
        try:
            self._recorder.write(self, ended, request_body, response_body)
        except Exception as error:
            self._recorder.complain(error)
        finally:
            for body in (request_body, response_body):
                if body is not None:
                    body.discard()

    def parts(
        self, ended: int, request_body: RecordedBody | None, response_body: RecordedBody | None
    ) -> list[bytes | tuple[int, int]]:
        """What the file holds: the description, the environ, and the two bodies: bytes, or a file and its length."""
        recorder = self._recorder
        about_request, kept_request = _kept(request_body, recorder.bodies)
        about_request["complete"] = self._has_read_all(about_request["size"])
        if self._input.failed:
            about_request["failed"] = True
        about_response, kept_response = _kept(response_body, recorder.bodies)
        about_response["complete"] = self.is_complete
        if self._file is not None:
            about_response.update(self._file)
        started = self._started
        description = describe(
            wall_started=self._wall_started,
            start_response=self._starting - started if self._starting else None,
            first_byte=self._first_byte - started if self._first_byte else None,
            end=ended - started,
            status=self._status,
            headers=recorder.texts.headers(self._headers) if recorder.texts is not None else self._headers,
            request_body=about_request,
            response_body=about_response,
            exceptions=self._exceptions,
        )
        return [description, recorder.environs.of(self._environ), kept_request, kept_response]

    def _has_read_all(self, size: int) -> bool:
        """Whether the application has read the request's body to its end, as far as that can be told."""
        if self._input.ended and not self._input.failed:
            return True
        declared = self._environ.get("CONTENT_LENGTH")
        if declared:
            return str(declared).isdigit() and size >= int(declared)
        return "HTTP_TRANSFER_ENCODING" not in self._environ

    @property
    def wall_started(self) -> int:
        """Nanoseconds since 1970."""
        return self._wall_started


def _kept(body: RecordedBody | None, masking: Any) -> tuple[dict[str, Any], bytes | tuple[int, int]]:
    if body is None or not body.size:
        return {"size": 0}, b""
    content, spill, length, about = body.finished(masking)
    return about, (spill, length) if spill >= 0 else content


def _shortened(text: str) -> str:
    if len(text) <= LONGEST_TRACEBACK:
        return text
    half = LONGEST_TRACEBACK // 2
    return f"{text[:half]}\n  … {len(text) - 2 * half} characters left out …\n{text[-half:]}"
