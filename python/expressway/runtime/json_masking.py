"""Masks secret values in JSON, and leaves every other byte as it is."""

from __future__ import annotations

import re
from json import JSONDecoder

TYPE_CHECKING = False  # `typing` itself is costly to import; type checkers read this name as true.
if TYPE_CHECKING:
    from typing import Any

    from .secret_names import SecretNames

MASKED_VALUE = '"***"'

_TOKEN = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[{}\[\],:]|[^\s{}\[\],:"]+', re.DOTALL)
_STRING = JSONDecoder(strict=False)
_BETWEEN = re.compile(r"[ \t\r\n\x1e]*")


def masked_json(text: str, names: SecretNames) -> str:
    """One value, or several one after the other, as in JSON lines. Raises ValueError for what is not JSON.

    RecursionError: it is nested too deeply to be looked through.
    """
    return _Walk(text, names).masked() if _holds_a_secret(text, names) else text


def _holds_a_secret(text: str, names: SecretNames) -> bool:
    """Reads all of the text, so that what is not JSON is found out."""
    found = False

    def look(pairs: list[tuple[str, Any]]) -> None:
        nonlocal found
        for name, value in pairs:
            if name in names or (type(value) is str and _embeds_a_secret(name, value, names)):
                found = True

    decode = JSONDecoder(object_pairs_hook=look, strict=False).raw_decode
    position = _end_of_space(text, 0)
    while position < len(text):
        _, position = decode(text, position)
        position = _end_of_space(text, position)
    return found


def _embeds_a_secret(name: str, value: str, names: SecretNames) -> bool:
    """Text that is JSON again, or a GraphQL query with its arguments written out."""
    return (value.lstrip()[:1] in ("{", "[") or (name == "query" and "{" in value)) and names.occur_in(value)


def _end_of_space(text: str, start: int) -> int:
    found = _BETWEEN.match(text, start)
    return found.end() if found else start


class _Walk:
    """One pass over the tokens of a text that is known to be JSON."""

    def __init__(self, text: str, names: SecretNames) -> None:
        self.text = text
        self.names = names
        self.pieces: list[str] = []
        self.kept_from = 0
        self.containers: list[str] = []

    def masked(self) -> str:
        name: str | None = None
        is_key = False
        tokens = _TOKEN.finditer(self.text)
        for token in tokens:
            word = token[0]
            if word in ("{", "["):
                self.containers.append(word)
                is_key, name = word == "{", None
            elif word in ("}", "]"):
                self.containers.pop()
                is_key, name = False, None
            elif word == ",":
                is_key, name = bool(self.containers) and self.containers[-1] == "{", None
            elif word == ":":
                is_key = False
                if name is not None and name in self.names:
                    self._mask_value(tokens)
                    name = None
            elif word[0] == '"':
                value = _STRING.decode(word)
                if is_key:
                    name = value
                elif name is not None and _embeds_a_secret(name, value, self.names):
                    self._replace(token.start(), token.end())
        return "".join([*self.pieces, self.text[self.kept_from :]])

    def _mask_value(self, tokens: Any) -> None:
        depth, start = 0, -1
        for token in tokens:
            start = token.start() if start < 0 else start
            depth += (token[0] in ("{", "[")) - (token[0] in ("}", "]"))
            if depth == 0:
                self._replace(start, token.end())
                return

    def _replace(self, start: int, end: int) -> None:
        self.pieces += [self.text[self.kept_from : start], MASKED_VALUE]
        self.kept_from = end
