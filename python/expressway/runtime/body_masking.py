"""Masks what is secret in bodies, or says that this cannot be done for certain."""

from __future__ import annotations

import re
import zlib

from .text_masking import TextMasking

TYPE_CHECKING = False  # `typing` itself is costly to import; type checkers read this name as true.
if TYPE_CHECKING:
    from .secret_names import SecretNames

# Bytes of a body that are looked through; one that is longer, and may hold secrets, is left out.
LONGEST = 1 << 20
BYTE_ORDER_MARK = b"\xef\xbb\xbf"

FORM = "form"
MULTIPART = "multipart"
JSON = "json"
# Text that can be searched for names, and not taken apart.
SEARCHED = "searched"
# What it is shows in its first bytes.
UNKNOWN = "unknown"
# Nothing that could be masked: pages, images, archives.
OPAQUE = "opaque"

_KINDS = {
    "application/x-www-form-urlencoded": FORM,
    "multipart/form-data": MULTIPART,
    "application/json": JSON,
    "text/json": JSON,
    "application/x-ndjson": JSON,
    "application/ndjson": JSON,
    "application/jsonl": JSON,
    "application/json-seq": JSON,
    "application/csp-report": JSON,
    "application/xml": SEARCHED,
    "text/xml": SEARCHED,
    "application/graphql": SEARCHED,
    "application/yaml": SEARCHED,
    "application/x-yaml": SEARCHED,
    "text/yaml": SEARCHED,
    "text/event-stream": SEARCHED,
    "text/plain": UNKNOWN,
    "application/octet-stream": UNKNOWN,
    "": UNKNOWN,
}
_LIKE_A_FORM = re.compile(rb"\s*[\w.+%\[\]-]{1,200}=")


def kind_of(content_type: str) -> str:
    """What a body of this content type asks for."""
    media_type = content_type.partition(";")[0].strip().lower()
    kind = _KINDS.get(media_type)
    if kind is not None:
        return kind
    if media_type[-5:] == "+json":
        return JSON
    return SEARCHED if media_type[-4:] == "+xml" and media_type != "image/svg+xml" else OPAQUE


def kind_by_content(start: bytes) -> str:
    """What a body of an UNKNOWN type looks like: OPAQUE, unless it seems to be JSON or a form."""
    first = start[len(BYTE_ORDER_MARK) if start.startswith(BYTE_ORDER_MARK) else 0 : 4096]
    if first.lstrip()[:1] in (b"{", b"["):
        return JSON
    return FORM if _LIKE_A_FORM.match(first) else OPAQUE


class BodyMasking:
    """Bytes in, bytes out; what holds no secret comes out as it is."""

    __slots__ = ("_names", "_texts")

    def __init__(self, names: SecretNames) -> None:
        self._names = names
        self._texts = TextMasking(names)

    def masked(self, kind: str, content_type: str, content_encoding: str, body: bytes) -> bytes | None:
        """None where it is not certain that no secret would be left."""
        if not body:
            return body
        try:
            if not content_encoding:
                return self._masked(kind, content_type, body)
            return self._masked_inside(kind, content_type, content_encoding, body)
        except (ValueError, RecursionError, zlib.error):
            return None

    def _masked_inside(self, kind: str, content_type: str, content_encoding: str, body: bytes) -> bytes:
        if content_encoding not in ("gzip", "x-gzip"):
            raise ValueError("an encoding that cannot be undone")
        decoder = zlib.decompressobj(wbits=31)
        content = decoder.decompress(body, LONGEST)
        if not decoder.eof or decoder.unused_data:
            raise ValueError("too long, or broken")
        masked = self._masked(kind, content_type, content)
        if masked == content:
            return body
        encoder = zlib.compressobj(wbits=31)
        return encoder.compress(masked) + encoder.flush()

    def _masked(self, kind: str, content_type: str, body: bytes) -> bytes:
        if kind == UNKNOWN:
            return self._masked_by_content(content_type, body)
        if kind == FORM:
            return self._texts.parameters(body.decode("latin-1")).encode("latin-1")
        if kind == JSON:
            return self._masked_json(body)
        if kind == MULTIPART:
            from .multipart_masking import masked_multipart

            return masked_multipart(content_type, body, self._names, self._masked_part)
        if kind == SEARCHED and self._names.occur_in(body.decode("utf-8")):
            raise ValueError("a name of a secret, and no way to tell its value")
        return body

    def _masked_part(self, content_type: str, content: bytes) -> bytes:
        if content_type.strip().lower()[:10] == "multipart/":
            raise ValueError("parts inside of a part")
        return self._masked(kind_of(content_type), content_type, content)

    def _masked_by_content(self, content_type: str, body: bytes) -> bytes:
        kind = kind_by_content(body)
        if kind != JSON:
            return self._masked(kind, content_type, body)
        try:
            return self._masked_json(body)
        except (ValueError, RecursionError):
            # Text that only begins like it: what looks like a secret's name decides.
            if b"\\u" in body:
                raise
            return self._masked(SEARCHED, content_type, body)

    def _masked_json(self, body: bytes) -> bytes:
        from .json_masking import masked_json

        mark = BYTE_ORDER_MARK if body.startswith(BYTE_ORDER_MARK) else b""
        return mark + masked_json(body[len(mark) :].decode("utf-8"), self._names).encode("utf-8")
