"""What the application finds when it is imported: the process's variables, directory, and module search path."""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False  # `typing` itself is costly to import; type checkers read this name as true.
if TYPE_CHECKING:
    from collections.abc import Mapping


def set_variables(
    files: Mapping[str, str] | None,
    environment: Mapping[str, str] | None,
    secrets: Mapping[str, tuple[str, str]] | None,
) -> None:
    """Each by the name of a variable: the file that it follows, its value, or where a secret's value is.

    What stands further right counts more.
    """
    if files:
        from .environment_files import follow_environment_files

        follow_environment_files(os.environ, files)
    os.environ.update(environment or {})
    if secrets:
        from .secrets import put_secrets_into

        put_secrets_into(os.environ, secrets)


def enter(directory: str) -> None:
    """The directory that this process has may have been removed, and another one be in its place by now."""
    try:
        os.chdir(directory)
    except OSError:
        return  # the import will tell


def put_first_on_path(directories: list[str]) -> None:
    """Puts the directories at the head of `sys.path` in their order, each of them once."""
    first = list(dict.fromkeys(directories))
    sys.path[:] = first + [entry for entry in sys.path if entry not in first]
