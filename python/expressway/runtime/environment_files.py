"""Lets an edit of `.env` reach the application, although the server was started with what stood there before.

What reads such a file leaves a variable alone that is set already. By the time at which `manage.py runmodwsgi` becomes
the server, the settings have been read once: their variables are the server's, and no later generation would look.
"""

from __future__ import annotations

TYPE_CHECKING = False  # `typing` itself is costly to import; type checkers read this name as true.
if TYPE_CHECKING:
    from collections.abc import Mapping, MutableMapping

LONGEST_FILE = 1 << 20  # bytes


def read_environment_file(path: str) -> dict[str, str]:
    """The lines `NAME=value` that all readers read alike, and none that one of them would interpolate or unescape.

    Raises OSError.
    """
    with open(path, encoding="utf-8", errors="surrogateescape") as file:
        lines = file.read(LONGEST_FILE).splitlines()
    found: dict[str, str] = {}
    for line in lines:
        name, equals, value = line.strip().partition("=")
        name = name[7:].strip() if name.startswith("export ") else name.strip()
        if equals and name.isidentifier():
            found.pop(name, None)
            plain = _plain(value.strip())
            if plain is not None:
                found[name] = plain
    return found


def _plain(value: str) -> str | None:
    quote = value[:1]
    if quote in ("'", '"'):
        value, closed, rest = value[1:].partition(quote)
        if not closed or (rest.strip() and not rest.strip().startswith("#")):
            return None
    else:
        value = value.partition(" #")[0].rstrip()
    return None if "\\" in value or "${" in value or "`" in value else value


def follow_environment_files(environment: MutableMapping[str, str], origins: Mapping[str, str]) -> None:
    """Gives the variables of `origins` (name: file) the values that the files have by now.

    One that stands there no longer, or in another way than before, is taken out: who has read it reads it again.
    """
    contents: dict[str, dict[str, str] | None] = {}
    for name, path in origins.items():
        if path not in contents:
            contents[path] = _content(path)
        content = contents[path]
        if content is None or name not in environment:
            continue
        if name in content:
            environment[name] = content[name]
        else:
            del environment[name]


def _content(path: str) -> dict[str, str] | None:
    """None where the file cannot be read: nothing is known of it then."""
    try:
        return read_environment_file(path)
    except FileNotFoundError:
        return {}
    except OSError:
        return None
