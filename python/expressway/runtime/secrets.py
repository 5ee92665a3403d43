"""Reads the values of secrets where they are, in the process that needs them: they are written down nowhere else."""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, MutableMapping


def put_secrets_into(environment: MutableMapping[str, str], secrets: Mapping[str, tuple[str, str]]) -> None:
    """Sets each name to what `("env", VARIABLE)` or `("file", PATH)` holds; one that is not there is named in the log.

    The engine has looked before it started the server. A service manager that runs the files of `setup-server` may
    still lack a variable: the application then says what that means for it.
    """
    for name, (kind, place) in secrets.items():
        try:
            environment[name] = environment[place] if kind == "env" else _content(place)
        except KeyError:
            _complain(f"the secret '{name}' comes from the variable '{place}', which is not set")
        except (OSError, ValueError) as error:
            _complain(f"the secret '{name}' cannot be read from '{place}': {error}")


def _content(path: str) -> str:
    """The text of a file without the newline that editors put at its end."""
    with open(path, encoding="utf-8") as file:
        return file.read().rstrip("\n")


def _complain(text: str) -> None:
    print(f"expressway: {text}", file=sys.stderr, flush=True)
