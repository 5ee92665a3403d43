"""What is recorded of a file that the server sends by itself, from the descriptor."""

from __future__ import annotations

import os
import stat
from contextlib import suppress

from .recorded_body import SENT_AS_FILE

TYPE_CHECKING = False  # `typing` itself is costly to import; type checkers read this name as true.
if TYPE_CHECKING:
    from typing import Any


def file_sent_whole(wrapper: Any, content_length: str, most_at_once: int) -> tuple[bytes, dict[str, Any]] | None:
    """Its content, empty where that has more than `most_at_once` bytes, and what is to be said about it.

    None where the server iterates over the wrapper. The position of the file stays where it is.
    Source: mod_wsgi, wsgi_adapter.c, Adapter_process_file_wrapper.
    """
    try:
        descriptor = wrapper.filelike.fileno()
        found = os.fstat(descriptor)
        position = wrapper.filelike.tell()
    except Exception:
        return None
    if not stat.S_ISREG(found.st_mode):
        return None
    size = max(0, found.st_size - position)
    if content_length.isdigit():
        size = min(size, int(content_length))
    if size <= most_at_once:
        with suppress(OSError):  # a disk that is broken is the server's to tell
            content = os.pread(descriptor, size, position)
            if len(content) == size:
                return content, {"file": True}
    return b"", {"file": True, "size": size, "left_out": SENT_AS_FILE}
