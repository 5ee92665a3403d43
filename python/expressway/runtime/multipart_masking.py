"""Takes the parts of a multipart/form-data body apart, as leniently as the most lenient framework would."""

from __future__ import annotations

import re

TYPE_CHECKING = False  # `typing` itself is costly to import; type checkers read this name as true.
if TYPE_CHECKING:
    from collections.abc import Callable

    from .secret_names import SecretNames

_BOUNDARY = re.compile(r';\s*boundary\s*=\s*(?:"([^"]+)"|([^\s;"]+))', re.IGNORECASE)
_END_OF_HEADERS = re.compile(rb"\r?\n\r?\n")
_FOLD = re.compile(r"\r?\n[ \t]+")
_LINE_END = re.compile(r"\r?\n")
_NAME = re.compile(r';\s*name\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;"]+))', re.IGNORECASE)
_END_OF_PART = re.compile(rb"\r?\n\Z")


def masked_multipart(
    content_type: str, body: bytes, names: SecretNames, masked_part: Callable[[str, bytes], bytes]
) -> bytes:
    """Raises ValueError where the parts, or the name of one, cannot be told for certain.

    `masked_part`: masks the content of a part by its content type.
    """
    boundary = _BOUNDARY.search(content_type)
    if boundary is None:
        raise ValueError("no boundary")
    delimiter = b"--" + (boundary[1] or boundary[2]).encode("latin-1")
    before, *parts = body.split(delimiter)
    if before.strip() or not parts or parts[-1][:2] != b"--" or parts[-1][2:].strip():
        raise ValueError("it does not begin and end with its boundary")
    return delimiter.join([before, *(_masked_part(part, names, masked_part) for part in parts[:-1]), parts[-1]])


def _masked_part(part: bytes, names: SecretNames, masked_part: Callable[[str, bytes], bytes]) -> bytes:
    end_of_headers = _END_OF_HEADERS.search(part)
    if end_of_headers is None:
        raise ValueError("a part without headers")
    end_of_part = _END_OF_PART.search(part, end_of_headers.end())
    if end_of_part is None:
        raise ValueError("a part that goes on at its boundary")
    head = part[: end_of_headers.start()].decode("utf-8", "replace")
    content = part[end_of_headers.end() : end_of_part.start()]
    headers = _headers(head)
    found = _NAME.findall(headers.get("content-disposition", ""))
    if len(found) != 1 or "content-transfer-encoding" in headers or (found[0][0] or found[0][1]) in names:
        content = b"***"
    else:
        content = masked_part(headers.get("content-type", "text/plain"), content)
    return part[: end_of_headers.end()] + content + part[end_of_part.start() :]


def _headers(head: str) -> dict[str, str]:
    lines = [line.partition(":") for line in _LINE_END.split(_FOLD.sub(" ", head))]
    headers = {name.strip().lower(): value for name, colon, value in lines if colon}
    if len(headers) < sum(1 for _, colon, _ in lines if colon):
        raise ValueError("a header that stands twice")
    return headers
