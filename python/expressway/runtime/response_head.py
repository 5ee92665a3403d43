"""Status and headers of a response as JSON, secrets masked: most responses of a process have them in common."""

from __future__ import annotations

from json.encoder import encode_basestring

from .body_masking import OPAQUE, UNKNOWN

TYPE_CHECKING = False  # `typing` itself is costly to import; type checkers read this name as true.
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from .text_masking import TextMasking

    Headers = Sequence[tuple[str, str]]


class ResponseHead:
    """What the application has passed to `start_response`."""

    __slots__ = (
        "content_encoding",
        "content_length",
        "content_type",
        "headers",
        "is_opaque",
        "is_unknown",
        "status",
        "text",
    )

    def __init__(self, status: str, headers: Headers, text: bytes, kind_of: Callable[[str], str]) -> None:
        """`kind_of`: what a body of a content type asks for."""
        self.status = status
        self.headers = list(headers)
        self.text = text
        """Two members of a JSON object."""
        self.content_type = self.content_encoding = self.content_length = ""
        for name, value in headers:
            if name[:8].lower() == "content-":
                word = name[8:].lower()
                if word == "type":
                    self.content_type = value
                elif word == "encoding":
                    self.content_encoding = value
                elif word == "length":
                    self.content_length = value
        kind = kind_of(self.content_type)
        self.is_opaque = kind == OPAQUE
        """Whether nothing in the body is to be masked."""
        self.is_unknown = kind == UNKNOWN and not self.content_encoding
        """Whether its first bytes decide about that."""


class ResponseHeads:
    """Makes them, and remembers the last one."""

    __slots__ = ("_kind_of", "_texts", "last")

    def __init__(self, texts: TextMasking | None, kind_of: Callable[[str], str]) -> None:
        """`texts`: None where secrets are kept."""
        self._texts = texts
        self._kind_of = kind_of
        self.last = ResponseHead("", [], b"", kind_of)

    def of(self, status: str, headers: Headers) -> ResponseHead:
        last = self.last
        if last.status == status and last.headers == headers:
            return last
        shown = self._texts.headers(headers) if self._texts is not None else headers
        head = self.last = ResponseHead(status, headers, head_text(status, shown), self._kind_of)
        return head


def head_text(status: str | None, headers: Headers) -> bytes:
    """`"status":…,"response_headers":…`, put together by hand: an encoder has to be set up for each object."""
    text = encode_basestring
    pairs = ",".join([f"[{text(name)},{text(value)}]" for name, value in headers])
    return f'"status":{"null" if status is None else text(status)},"response_headers":[{pairs}]'.encode(
        "utf-8", "replace"
    )


NO_HEAD = head_text(None, [])
