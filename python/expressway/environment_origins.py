"""Which variables of this process come from which `.env` file: the settings, or `manage.py`, have read it."""

from __future__ import annotations

import os
import sys

SETTINGS_VARIABLE = "DJANGO_SETTINGS_MODULE"


def environment_origins(directories: list[str]) -> dict[str, str]:
    """The file, in one of the directories or beside the settings, by the variable's name.

    Variables that were set before are nobody's but the user's.
    """
    settings = sys.modules.get(os.environ.get(SETTINGS_VARIABLE, ""))
    if getattr(settings, "__file__", None):
        directories = [*directories, os.path.dirname(os.path.abspath(str(settings.__file__)))]  # type: ignore[union-attr]
    paths = [
        os.path.join(directory, name)
        for directory in dict.fromkeys(directories)
        if os.path.isdir(directory)
        for name in sorted(os.listdir(directory))
        if name.startswith(".env")
    ]
    paths = [path for path in paths if os.path.isfile(path)]
    if not paths:
        return {}
    from expressway.runtime.environment_files import read_environment_file

    before = _first_variables()
    found: dict[str, str] = {}
    for path in paths:
        try:
            content = read_environment_file(path)
        except OSError:
            continue
        for name, value in content.items():
            if name not in before and name not in found and os.environ.get(name) == value:
                found[name] = path
    found.pop(SETTINGS_VARIABLE, None)
    return found


def _first_variables() -> set[str]:
    """The names of the variables with which this process began. Source: proc(5), `/proc/PID/environ`."""
    try:
        with open("/proc/self/environ", "rb") as file:
            entries = file.read().split(b"\0")
    except OSError:
        return set(os.environ)
    return {os.fsdecode(entry.partition(b"=")[0]) for entry in entries if entry}
