"""The smallest HTTP client: one request on one connection, and the wait for the first 200."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable

STEP_SECONDS = 0.001
"""Between two attempts; a started server is noticed at most this late."""


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def fetch_status(port: int, path: str, timeout_seconds: float) -> int | None:
    """The status of one GET; None where nobody listens, or the answer is cut short."""
    request = f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode()
    try:
        with socket.create_connection(("127.0.0.1", port), timeout_seconds) as connection:
            connection.sendall(request)
            answer = b""
            while len(answer) < 12:
                part = connection.recv(4096)
                if not part:
                    return None
                answer += part
            return int(answer[9:12])
    except (OSError, ValueError):
        return None


def wait_for_200(port: int, path: str, limit_seconds: float, is_alive: Callable[[], bool]) -> bool:
    """Asks until the answer is 200; False when time is up or the server has ended."""
    end = time.monotonic() + limit_seconds
    while (left := end - time.monotonic()) > 0 and is_alive():
        if fetch_status(port, path, left) == 200:
            return True
        time.sleep(STEP_SECONDS)
    return False
