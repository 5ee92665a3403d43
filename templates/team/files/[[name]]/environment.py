"""Reads `.env`: lines `NAME=value`. What the process environment has already counts more."""

import os
from pathlib import Path


def load(path: Path) -> None:
    """Puts what PATH says into the environment; without such a file, nothing."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return
    for line in lines:
        name, separator, value = line.strip().partition("=")
        if separator and not name.startswith("#"):
            os.environ.setdefault(name.strip(), _without_quotes(value.strip()))


def required(name: str) -> str:
    """The variable NAME; one that is missing or empty is an error that says what to do."""
    value = os.environ.get(name)
    if not value:
        from django.core.exceptions import ImproperlyConfigured

        raise ImproperlyConfigured(f"{name} is not set: copy .env.example to .env and fill it in, or export {name}")
    return value


def _without_quotes(value: str) -> str:
    quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "'\""
    return value[1:-1] if quoted else value
