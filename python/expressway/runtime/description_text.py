"""What is said of an exchange, as JSON; put together by hand, for nearly all of it is numbers."""

from __future__ import annotations

from json.encoder import JSONEncoder

TYPE_CHECKING = False  # `typing` itself is costly to import; type checkers read this name as true.
if TYPE_CHECKING:
    from typing import Any

FORMAT_VERSION = 1
_ENCODE = JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":")).encode


def describe(
    *,
    wall_started: int,
    process: int,
    thread: int,
    start_response: int,
    first_byte: int,
    end: int,
    head: bytes,
    request_body: dict[str, Any],
    response_body: dict[str, Any],
    exceptions: list[dict[str, str]],
) -> bytes:
    """One line. Times are nanoseconds, 0 where it did not come to that; `head` is that of `response_head`.

    `docs/reference/recording-format.md` tells what each key means.
    """
    return b"".join(
        (
            (
                f'{{"started":{wall_started},"process":{process},"thread":{thread},"timings":{{"start_response":'
                f'{start_response or "null"},"first_byte":{first_byte or "null"},"end":{end}}},"request_body":'
                f"{_ENCODE(request_body)},"
            ).encode("ascii"),
            head,
            f',"response_body":{_ENCODE(response_body)},"exceptions":{_ENCODE(exceptions)}}}\n'.encode(
                "utf-8", "replace"
            ),
        )
    )


def first_line(*lengths: int) -> bytes:
    """Of a file; the lengths are those of description, environ, request's and response's body."""
    return b"expressway-exchange %d %d %d %d %d\n" % (FORMAT_VERSION, *lengths)
