"""Writes the facts as JSON without the `json` package, whose import would cost more than all else the launcher does."""

from __future__ import annotations

try:
    # The C half of the standard encoder; importing it directly leaves out the decoder and its regular expressions.
    from _json import encode_basestring_ascii as _quote
except ImportError:
    from json.encoder import encode_basestring_ascii as _quote


def to_json(value: object) -> str:
    """JSON text, pure ASCII, of a value made of None, bool, int, str, list and dict with str keys."""
    if value is None:
        return "null"
    if value is True:
        return "true"
    if value is False:
        return "false"
    if isinstance(value, str):
        return _quote(_scalar_values(str(value)))
    if isinstance(value, int):
        return str(int(value))
    if isinstance(value, (list, tuple)):
        return "[" + ",".join([to_json(item) for item in value]) + "]"
    if isinstance(value, dict):
        return "{" + ",".join([_quote(key) + ":" + to_json(item) for key, item in value.items()]) + "}"
    raise TypeError(f"facts hold no {type(value).__name__}: {value!r}")


def _scalar_values(text: str) -> str:
    """`text` with every lone surrogate replaced, as Python makes them of file names that are not UTF-8.

    A strict JSON reader refuses the whole document for one of them.
    """
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
    return text
