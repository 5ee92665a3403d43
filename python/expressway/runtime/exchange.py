"""One request and its response, from the call of the application to the record that tells of it."""

from __future__ import annotations

import os
from threading import get_ident
from time import perf_counter_ns, time_ns

from .body_masking import OPAQUE, kind_by_content
from .description_text import describe
from .recorded_body import MOST_IN_MEMORY, RecordedBody
from .recorded_file import file_sent_whole
from .recorded_input import RecordedInput
from .recorded_response import RecordedSequence, RecordedSizedResponse
from .response_head import NO_HEAD, ResponseHead
from .spool_records import REQUEST_COMPLETE, RESPONSE_COMPLETE

TYPE_CHECKING = False  # `typing` itself is costly to import; type checkers read this name as true.
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import Any

    from .recording import Recorder

_BOTH = REQUEST_COMPLETE | RESPONSE_COMPLETE


class Exchange:
    """What is known of it so far, and what the server iterates over. Belongs to the thread that serves the request.

    Most requests have no body, and most responses one piece of no interest to the masking. All of such an exchange
    is put together from what lies ready; the rest takes its time.
    """

    __slots__ = (
        "_exceptions",
        "_file",
        "_finished",
        "_input",
        "_is_complete",
        "_piece",
        "_recorder",
        "_response_body",
        "_server_write",
        "_start_response",
        "body",
        "environ",
        "first_byte",
        "head",
        "layout",
        "started",
        "starting",
        "wall_started",
    )

    def __init__(self, recorder: Recorder, environ: dict[str, Any], start_response: Callable[..., Any]) -> None:
        """Raises nothing that an environ could bring about."""
        self.wall_started = time_ns()
        self.started = perf_counter_ns()
        self._recorder = recorder
        # Now: the application may change its own, and does.
        self.body: Iterable[bytes] = ()
        self.layout, self.environ = recorder.environs.of(environ)
        self._start_response = start_response
        self.starting = self.first_byte = 0
        self._finished = self._is_complete = False
        self._piece = b""
        """All of the response's body so far, as long as it is one piece."""
        self.head: ResponseHead | None = None
        self._response_body: RecordedBody | None = None
        self._input: RecordedInput | None = None
        self._exceptions: list[dict[str, str]] | None = None
        self._file: dict[str, Any] | None = None
        if not (self.layout.has_no_body and environ.get("SERVER_PROTOCOL", "")[:6] == "HTTP/1"):
            self._input = environ["wsgi.input"] = RecordedInput(environ.get("wsgi.input"), environ, recorder.new_body)

    def start_response(
        self, status: str, headers: list[tuple[str, str]], exc_info: Any = None
    ) -> Callable[[bytes], object]:
        """What the application calls."""
        if exc_info is not None:
            self.fail("start_response", exc_info[1])
            self._server_write = self._start_response(status, headers, exc_info)
        else:
            self._server_write = self._start_response(status, headers)
        if not self.starting:
            self.starting = perf_counter_ns()
        try:
            self.head = self._recorder.heads.of(status, headers)
        except Exception as error:  # the server took what is no text
            self._recorder.complain(error)
            self._finished = True
        return self._write

    def _write(self, piece: bytes) -> object:
        result = self._server_write(piece)
        self._give(piece)
        return result

    def _give(self, piece: bytes) -> None:
        """A piece of the response on its way to the server."""
        if not isinstance(piece, bytes) or not piece:
            return
        if self._response_body is not None:
            self._response_body.add(piece)
        elif self._piece:
            self._response_body = self._new_response_body(self._piece)
            self._response_body.add(piece)
            self._piece = b""
        elif self.head is not None:  # else the server refuses it
            self.first_byte = perf_counter_ns()
            if len(piece) <= self._recorder.most_at_once:
                self._piece = piece
            else:
                self._response_body = self._new_response_body(piece)

    def _new_response_body(self, piece: bytes) -> RecordedBody:
        head = self.head
        body = self._recorder.new_body(head.content_type, head.content_encoding) if head else self._recorder.new_body()
        body.add(piece)
        return body

    def __iter__(self) -> Iterator[bytes]:
        try:
            for piece in self.body:
                self._give(piece)
                yield piece
            self._is_complete = True
        except GeneratorExit:
            raise
        except BaseException as error:
            self.fail("iteration", error)
            raise

    def close(self) -> None:
        """Called by the server, whatever has happened."""
        try:
            close = getattr(self.body, "close", None)
            if close is not None:
                close()
        except BaseException as error:
            self.fail("close", error)
            raise
        finally:
            self.body = ()  # it may hold `start_response`, and so this object
            self.finish()

    def respond(self, body: Iterable[bytes], file_wrapper: Any) -> Iterable[bytes]:
        """What to hand to the server for what the application has returned. `file_wrapper`: the server's."""
        kind = type(body)
        if kind is list or kind is tuple:
            for piece in body:
                self._give(piece)
            self._is_complete = True
            self.finish()
            return body
        if isinstance(file_wrapper, type) and isinstance(body, file_wrapper):
            if self._is_sent_whole(body):
                self.finish()
                return body
        elif not hasattr(kind, "__len__"):
            self._recorder.remember_ordinary(kind)
        self.body = body
        if not hasattr(kind, "__len__"):
            return self
        return (RecordedSequence if hasattr(kind, "__getitem__") else RecordedSizedResponse)(body, self)

    def _is_sent_whole(self, body: Any) -> bool:
        """Whether the server takes the file, and not the pieces of it, from this object; it must stay what it is."""
        head = self.head
        if self.first_byte or head is None:
            return False
        sent = file_sent_whole(body, head.content_length, self._recorder.most_at_once)
        if sent is None:
            return False
        self.first_byte = perf_counter_ns()
        self._is_complete = True
        self._piece, self._file = sent
        return True

    def fail(self, stage: str, error: BaseException | None) -> None:
        """Notes an exception on its way, and takes the recorder out of its traceback."""
        if error is None:
            return
        from .recorded_failure import describe_failure  # dear, and not needed when all goes well

        if self._exceptions is None:
            self._exceptions = []
        self._exceptions.append(describe_failure(stage, error))

    def finish(self) -> None:
        """Writes the record. Happens once, and never raises."""
        if self._finished:
            return
        self._finished = True
        end = perf_counter_ns()
        # They belong to an object of the server that holds this one. A ring of the two would be left to the collector,
        # and all of the request with it.
        self._start_response = self._server_write = _too_late
        head, piece = self.head, self._piece
        try:
            if (
                head is None
                or self._input is not None
                or self._response_body is not None
                or self._exceptions is not None
                or self._file is not None
                or (piece and not head.is_opaque and not (head.is_unknown and kind_by_content(piece) == OPAQUE))
                or not self._recorder.spool.add(self, _BOTH if self._is_complete else REQUEST_COMPLETE, b"", piece, end)
            ):
                self._finish_slowly(end)
        except Exception as error:
            self._recorder.complain(error)

    def _finish_slowly(self, end: int) -> None:
        response_body = self._response_body
        if response_body is None and self._piece:
            response_body = self._new_response_body(self._piece)
        request_body = self._input.release() if self._input is not None else None
        try:
            about_request, kept_request = _kept(request_body, self._recorder.bodies)
            about_response, kept_response = _kept(response_body, self._recorder.bodies)
            about_request["complete"] = self._input is None or self._input.has_all(about_request["size"])
            if self._input is not None and self._input.failed:
                about_request["failed"] = True
            about_response["complete"] = self._is_complete
            if self._file is not None:
                about_response.update(self._file)
            if (
                self.head is not None
                and self._exceptions is None
                and len(about_request) == len(about_response) == 2
                and isinstance(kept_request, bytes)
                and isinstance(kept_response, bytes)
                and len(kept_request) + len(kept_response) <= MOST_IN_MEMORY
            ):
                flags = REQUEST_COMPLETE * about_request["complete"] | RESPONSE_COMPLETE * about_response["complete"]
                if self._recorder.spool.add(self, flags, kept_request, kept_response, end):
                    return
            description = self._description(about_request, about_response, end)
            block = self.layout.block(self.environ)
            self._recorder.write(self.wall_started, [description, block, kept_request, kept_response])
        finally:
            for body in (request_body, response_body):
                if body is not None:
                    body.discard()

    def _description(self, request_body: dict[str, Any], response_body: dict[str, Any], end: int) -> bytes:
        started = self.started
        return describe(
            wall_started=self.wall_started,
            process=os.getpid(),
            thread=get_ident(),
            start_response=self.starting and self.starting - started,
            first_byte=self.first_byte and self.first_byte - started,
            end=end - started,
            head=NO_HEAD if self.head is None else self.head.text,
            request_body=request_body,
            response_body=response_body,
            exceptions=self._exceptions or [],
        )


def _too_late(*_: Any) -> Any:
    raise RuntimeError("the response has ended")


def _kept(body: RecordedBody | None, masking: Any) -> tuple[dict[str, Any], bytes | tuple[int, int]]:
    if body is None or not body.size:
        return {"size": 0}, b""
    content, spill, length, about = body.finished(masking)
    return about, (spill, length) if spill >= 0 else content
