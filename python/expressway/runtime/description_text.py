"""What is said of an exchange, as JSON.

Put together by hand: nearly all of it is numbers and two or three short texts, and an encoder has to be set up for each
object (measured with 3.11: 2 µs, and 7).
"""

from __future__ import annotations

import os
from json.encoder import JSONEncoder, encode_basestring
from threading import get_ident

TYPE_CHECKING = False  # `typing` itself is costly to import; type checkers read this name as true.
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

_ENCODE = JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":")).encode


def describe(
    *,
    wall_started: int,
    start_response: int | None,
    first_byte: int | None,
    end: int,
    status: str | None,
    headers: Sequence[tuple[str, str]],
    request_body: dict[str, Any],
    response_body: dict[str, Any],
    exceptions: list[dict[str, str]],
) -> bytes:
    """One line. Times are nanoseconds; `docs/reference/recording-format.md` tells what each key means."""
    text = encode_basestring
    pairs = ",".join([f"[{text(name)},{text(value)}]" for name, value in headers])
    return (
        f'{{"started":{wall_started},"process":{os.getpid()},"thread":{get_ident()},"timings":{{"start_response":'
        f'{_number(start_response)},"first_byte":{_number(first_byte)},"end":{end}}},"request_body":'
        f'{_body(request_body)},"status":{"null" if status is None else text(status)},"response_headers":[{pairs}],'
        f'"response_body":{_body(response_body)},"exceptions":{_ENCODE(exceptions) if exceptions else "[]"}}}\n'
    ).encode("utf-8", "replace")


def _number(value: int | None) -> str:
    return "null" if value is None else str(value)


def _body(about: dict[str, Any]) -> str:
    if len(about) == 2:  # the usual one
        return f'{{"size":{about["size"]},"complete":{"true" if about["complete"] else "false"}}}'
    return _ENCODE(about)
