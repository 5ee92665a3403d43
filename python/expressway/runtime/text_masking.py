"""Masks what is secret in headers, cookies, URLs and forms."""

from __future__ import annotations

import re
from urllib.parse import unquote_plus

TYPE_CHECKING = False  # `typing` itself is costly to import; type checkers read this name as true.
if TYPE_CHECKING:
    from collections.abc import Iterable

    from .secret_names import SecretNames

MASK = "***"
# The first word of such a value is no secret.
SCHEMES = frozenset(("basic", "bearer", "digest", "negotiate", "ntlm", "token", "apikey", "hawk", "aws4-hmac-sha256"))
# An encoded value may hold an encoded URL, which may hold another one.
DEEPEST = 3
# Names of headers.
MOST_REMEMBERED = 256

_INNER_NAME = re.compile(r"[;?#]([^;?#=]*)=")
_USER_OF_URL = re.compile(r"(?<=//)[^/?#@\s]*(?=@)")


class TextMasking:
    """Text in, text out; what holds no secret comes out as it is."""

    __slots__ = ("_harmless", "names")

    def __init__(self, names: SecretNames) -> None:
        self.names = names
        self._harmless: set[str] = set()
        """Names of headers whose values are secret only where a URL in them is."""

    def headers(self, headers: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
        harmless = self._harmless
        return [
            (name, value) if name in harmless and not may_be_url(value) else (name, self._judged_header(name, value))
            for name, value in headers
        ]

    def _judged_header(self, name: str, value: str) -> str:
        if not self.is_notable(name) and len(self._harmless) < MOST_REMEMBERED:
            self._harmless.add(name)
        return self.header(name, value)

    def is_notable(self, name: str) -> bool:
        """Whether more of a value may be secret than what stands in a URL."""
        lower = name.lower()
        return name in self.names or "cookie" in lower or lower[-12:] == "query_string"

    def header(self, name: str, value: str) -> str:
        """The value of a header, or of a variable of the environ that may be one."""
        if not value:
            return value
        kind = name.lower().replace("-", "_")
        if kind == "set_cookie":
            return _set_cookie(value)
        if "cookie" in kind:
            return _cookies(value)
        if kind[-12:] == "query_string":
            return self.parameters(value)
        if name in self.names:
            scheme, space, _ = value.partition(" ")
            return f"{scheme} {MASK}" if space and scheme.lower() in SCHEMES else MASK
        return self.url(value) if may_be_url(value) else value

    def url(self, text: str, depth: int = DEEPEST) -> str:
        """Parameters behind the first `?` or `#`, and the user of `//user:password@host`."""
        if "@" in text:
            text = _USER_OF_URL.sub(MASK, text)
        start = min((place for place in (text.find("?"), text.find("#")) if place >= 0), default=-1)
        return text if start < 0 else text[: start + 1] + self.parameters(text[start + 1 :], depth)

    def parameters(self, text: str, depth: int = DEEPEST) -> str:
        """A query string or the body of a form."""
        if "=" not in text:
            return text
        return "&".join([self._parameter(pair, depth) for pair in text.split("&")])

    def _parameter(self, pair: str, depth: int) -> str:
        name, equals, value = pair.partition("=")
        if not value:
            return pair
        if unquote_plus(name) in self.names:
            return name + equals + MASK
        for inner in _INNER_NAME.finditer(pair):
            if unquote_plus(inner[1]) in self.names:
                return pair[: inner.end()] + MASK
        return name + equals + MASK if self._hides_a_secret(value, depth) else pair

    def _hides_a_secret(self, value: str, depth: int) -> bool:
        """Whether an encoded URL, form or JSON text in a value holds one."""
        decoded = unquote_plus(value)
        if decoded.lstrip()[:1] in ("{", "["):
            return self.names.occur_in(decoded)
        if decoded == value or "=" not in decoded:
            return False
        return depth == 0 or self.url(decoded, depth - 1) != decoded or self.parameters(decoded, depth - 1) != decoded


def may_be_url(text: str) -> bool:
    """Whether it has what a URL needs to hold a secret."""
    return "?" in text or "#" in text or ("@" in text and "//" in text)


def _cookies(value: str) -> str:
    """Names stay."""
    return "; ".join([_cookie(pair) for pair in value.split(";")])


def _cookie(pair: str) -> str:
    name, equals, _ = pair.strip().partition("=")
    return name + equals + MASK if equals else MASK


def _set_cookie(value: str) -> str:
    """The name and the attributes stay."""
    pair, semicolon, attributes = value.partition(";")
    return _cookie(pair) + semicolon + attributes
