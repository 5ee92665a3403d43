"""Waiting for something to become true, with an end."""

import time
from collections.abc import Callable
from typing import TypeVar

Value = TypeVar("Value")


def wait_for(what: str, look: Callable[[], Value | None], *, within: float, every: float = 0.02) -> Value:
    """The first true value of LOOK; an AssertionError that names WHAT after WITHIN seconds."""
    deadline = time.monotonic() + within
    while True:
        value = look()
        if value:
            return value
        if time.monotonic() > deadline:
            raise AssertionError(f"not within {within:g} s: {what}")
        time.sleep(every)
